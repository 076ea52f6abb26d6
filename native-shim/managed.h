/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What managed code (MirrorGuard.Plugin) exports to the shim, and how the shim calls it:
 * with the signal mask that managed code needs, restored before the call returns.
 */
#ifndef MIRRORGUARD_MANAGED_H
#define MIRRORGUARD_MANAGED_H

#include <stdint.h>

struct dm_task;

/* What a managed call made of its device. */
enum managed_result {
	MANAGED_GAVE_UP = -1,	/* an exception: the device goes to the stock DSO */
	MANAGED_REFUSED = 0,	/* a clear no, already logged; dmeventd is told so */
	MANAGED_OK = 1
};

/*
 * Starts managed code, once per process. Returns 1 if it runs, 0 if it cannot: then it is
 * never tried again, since the runtime cannot be unloaded.
 */
int managed_start(void);

/* The device's managed state travels as a GCHandle in *state. */
enum managed_result managed_register(uint64_t registration_id, const char *device, const char *uuid,
				     int major, int minor, void **state);
enum managed_result managed_process_event(void *state, struct dm_task *dmt, int event_mask);
void managed_unregister(void *state);

#endif
