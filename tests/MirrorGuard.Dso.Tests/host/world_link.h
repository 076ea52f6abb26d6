/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The fake world, where LD_LIBRARY_PATH has it; without it the host runs on the real libraries. */
#ifndef WORLD_LINK_H
#define WORLD_LINK_H

struct dm_task;

struct world_link {
	void (*set_status)(const char *device, const char *status);
	void (*hold_repairs)(int hold);
	void (*finish_repair)(int succeeds, const char *device, const char *status);
	void (*plan_repair)(const char *volume, int failures, const char *device, const char *status);

	/* libdevmapper's, which dmeventd has loaded before any DSO. */
	struct dm_task *(*task_create)(int type);
	int (*task_set_uuid)(struct dm_task *dmt, const char *uuid);
	int (*task_run)(struct dm_task *dmt);
	void (*task_destroy)(struct dm_task *dmt);
};

/* Loads what dmeventd has loaded before any DSO; says what is missing. */
int world_link_load(struct world_link *world);

#endif
