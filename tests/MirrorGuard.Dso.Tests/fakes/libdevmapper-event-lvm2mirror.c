/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* LVM's own mirror DSO: records what it is given. `user` proves that it gets its own back. */
#include <libdevmapper.h>
#include <libdevmapper-event.h>

#include <string.h>

#include "world.h"

static char mark;

int register_device(const char *device_name, const char *uuid, int major, int minor, void **user)
{
	world_say("stock register %s %s %d:%d", device_name, uuid, major, minor);
	if (*user)
		world_say("MISUSE the stock DSO got a user that is not zero");
	*user = &mark;
	return 1;
}

static void check(void *const *user)
{
	if (*user != &mark)
		world_say("MISUSE the stock DSO got another user than its own");
}

void process_event(struct dm_task *dmt, enum dm_event_mask evmask, void **user)
{
	uint64_t start, length;
	char *type = NULL, *params = NULL;

	check(user);
	dm_get_next_target(dmt, NULL, &start, &length, &type, &params);
	world_say("stock event %s %x %s %s", dm_task_get_name(dmt), (unsigned)evmask, type ? type : "-", params ? params : "-");
}

int unregister_device(const char *device_name, const char *uuid, int major, int minor, void **user)
{
	check(user);
	world_say("stock unregister %s %s %d:%d", device_name, uuid, major, minor);
	return 1;
}
