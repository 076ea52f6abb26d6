/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One registration of a device with dmeventd, and who looks after it: managed code or, once
 * managed code could not start, threw, or gave the device up, the stock DSO.
 *
 * dmeventd may hold two registrations of one device at a time, so nothing here is keyed by name.
 */
#ifndef MIRRORGUARD_REGISTRATION_H
#define MIRRORGUARD_REGISTRATION_H

#include <stdint.h>

struct dm_task;
struct registration;

/* NULL when nobody takes the device; the reason is in the log. */
struct registration *registration_open(const char *device, const char *uuid, int major, int minor);
void registration_process_event(struct registration *registration, struct dm_task *dmt, int event_mask);
int registration_close(struct registration *registration, const char *device);

#endif
