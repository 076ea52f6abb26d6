/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shim offers to managed code (MirrorGuard.Plugin: ShimServices.cs). */
#ifndef MIRRORGUARD_SERVICES_H
#define MIRRORGUARD_SERVICES_H

#include <stdint.h>

/* A line for dmeventd's log; level as in log.h, line in UTF-8, never kept. */
void mirrorguard_log(int level, const char *line);

/*
 * The directory of the DSO, as it was loaded, without a slash behind it: what belongs to the DSO is
 * found beside it, wherever that is. 1, or 0 when it was not loaded by a path or the path is longer
 * than size.
 */
int mirrorguard_directory(char *directory, int size);

/*
 * Gives a device up from a thread of managed code: the stock DSO takes it and looks at its
 * status at once. Does nothing for a registration that ended. May take as long as a repair.
 * The caller holds no lock that process_event or unregister would need.
 */
void mirrorguard_hand_over(uint64_t registration_id);

#endif
