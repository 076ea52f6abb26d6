/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The world that the fake libraries share: what device-mapper says of each device, and what LVM's
 * repair does. The host changes it on a test's word.
 */
#ifndef WORLD_H
#define WORLD_H

#include <stddef.h>

enum { WORLD_TEXT_BYTES = 1024 };

/* One whole line on standard output, whatever thread says it. */
__attribute__((format(printf, 1, 2))) void world_say(const char *format, ...);

/*
 * A status is "type params;type params", or one of "gone" (no such device), "empty" (no table),
 * "silent" (device-mapper fails to answer).
 */
void world_set_status(const char *device, const char *status);
void world_get_status(const char *device, char text[WORLD_TEXT_BYTES]);

/* From now on repairs wait inside LVM for world_finish_repair. */
void world_hold_repairs(int hold);

/* How the repair that is held ends, and what the kernel says of device afterwards ("" for no change). */
void world_finish_repair(int succeeds, const char *device, const char *status);

/* How repairs of a volume ("vg/lv") end that are not held: a count of failures first. */
void world_plan_repair(const char *volume, int failures, const char *device, const char *status);

/* LVM's side: runs the repair of volume; 1 when it succeeded. */
int world_repair(const char *volume);

#endif
