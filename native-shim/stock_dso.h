/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * LVM's own mirror DSO, the safety net: it is loaded only when a device has to be handed to it,
 * and stays loaded.
 */
#ifndef MIRRORGUARD_STOCK_DSO_H
#define MIRRORGUARD_STOCK_DSO_H

#include <libdevmapper.h>
#include <libdevmapper-event.h>

/* The plugin ABI of dmeventd, as function pointers. */
struct stock_dso {
	__typeof__(register_device) *register_device;
	__typeof__(unregister_device) *unregister_device;
	__typeof__(process_event) *process_event;
};

/* NULL, and a line in the log, when it cannot be had. */
const struct stock_dso *stock_dso(void);

#endif
