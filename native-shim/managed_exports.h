/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What managed code exports to the shim (MirrorGuard.Plugin: Exports.cs); called by managed.c only. */
#ifndef MIRRORGUARD_MANAGED_EXPORTS_H
#define MIRRORGUARD_MANAGED_EXPORTS_H

#include <stdint.h>

struct dm_task;

int mirrorguard_start(void);
int mirrorguard_register(uint64_t registration_id, const char *device, const char *uuid,
			 int major, int minor, void **state);
int mirrorguard_process_event(void *state, struct dm_task *dmt, int event_mask);
void mirrorguard_unregister(void *state);

#endif
