/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The three entry points that dmeventd looks up. `*user` is one pointer per registration, kept by
 * dmeventd and passed to all three.
 */
#include <libdevmapper.h>
#include <libdevmapper-event.h>

#include "registration.h"

int register_device(const char *device, const char *uuid, int major, int minor, void **user)
{
	*user = registration_open(device, uuid, major, minor);
	return *user != NULL;
}

void process_event(struct dm_task *dmt, enum dm_event_mask event_mask, void **user)
{
	registration_process_event(*user, dmt, (int)event_mask);
}

int unregister_device(const char *device, const char *uuid, int major, int minor, void **user)
{
	(void)uuid;
	(void)major;
	(void)minor;
	if (!*user)
		return 1;
	return registration_close(*user, device);
}
