/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Device-mapper by its own ioctls. Not by libdevmapper: it allocates, logs, and has udev do things
 * for which the device may not be suspended; and an event number of 0 in the bare ioctl makes udev
 * keep the links that it has.
 *
 * All give 0, or an errno.
 */
#ifndef MIRRORGUARD_MAPPER_H
#define MIRRORGUARD_MAPPER_H

#include "protocol.h"

/* Opens the control device, unless it is open. */
int mapper_open(void);

/* ESTALE: another table. EBUSY: suspended, or something is loaded. ENXIO: no such device. */
int mapper_expect(const struct step_head *step);

/* ESTALE: the device, suspended or not, has raised another number of events. */
int mapper_expect_events(const struct step_head *step);

int mapper_load(const struct step_head *step);
int mapper_clear(struct device_number device);

/* Both without flushing and without freezing a file system. */
int mapper_suspend(struct device_number device);
int mapper_resume(struct device_number device);

/* Whether the device is suspended, by anyone; not if that cannot be found out. */
int mapper_is_suspended(struct device_number device);

#endif
