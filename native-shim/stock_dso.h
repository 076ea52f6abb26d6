/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * LVM's own mirror DSO, the safety net: it is loaded only when a device has to be handed to it,
 * and stays loaded.
 */
#ifndef MIRRORGUARD_STOCK_DSO_H
#define MIRRORGUARD_STOCK_DSO_H

struct dm_task;

/* The plugin ABI of dmeventd (libdevmapper-event.h), as function pointers. */
struct stock_dso {
	int (*register_device)(const char *device, const char *uuid, int major, int minor, void **user);
	int (*unregister_device)(const char *device, const char *uuid, int major, int minor, void **user);
	void (*process_event)(struct dm_task *dmt, int event_mask, void **user);
};

/* NULL, and a line in the log, when it cannot be had. */
const struct stock_dso *stock_dso(void);

#endif
