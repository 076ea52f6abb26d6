/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "world_link.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "call.h"

static int find(void *handle, const char *symbol, void *function)
{
	void *address = dlsym(handle, symbol);

	memcpy(function, &address, sizeof(address));
	return address != NULL;
}

static int load_device_mapper(struct world_link *world)
{
	void *events = dlopen("libdevmapper-event.so.1.02.1", RTLD_NOW);
	void *mapper = dlopen("libdevmapper.so.1.02.1", RTLD_NOW);

	if (!events || !mapper) {
		say("libdevmapper cannot be loaded: %s", dlerror());
		return 0;
	}
	return find(mapper, "dm_task_create", &world->task_create) &&
		find(mapper, "dm_task_set_uuid", &world->task_set_uuid) &&
		find(mapper, "dm_task_run", &world->task_run) &&
		find(mapper, "dm_task_destroy", &world->task_destroy);
}

int world_link_load(struct world_link *world)
{
	void *fake = dlopen("libfakeworld.so", RTLD_NOW);

	if (fake) {
		find(fake, "world_set_status", &world->set_status);
		find(fake, "world_hold_repairs", &world->hold_repairs);
		find(fake, "world_finish_repair", &world->finish_repair);
		find(fake, "world_plan_repair", &world->plan_repair);
	}
	return load_device_mapper(world);
}
