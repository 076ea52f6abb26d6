/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the shim offers to managed code (MirrorGuard.Plugin: ShimServices.cs). */
#ifndef MIRRORGUARD_SERVICES_H
#define MIRRORGUARD_SERVICES_H

#include <stdint.h>

/* A line for dmeventd's log; level as in log.h, line in UTF-8, never kept. */
void mirrorguard_log(int level, const char *line);

/*
 * Gives a device up from a thread of managed code: the stock DSO takes it and looks at its
 * status at once. Does nothing for a registration that ended. May take as long as a repair.
 * The caller holds no lock that process_event or unregister would need.
 */
void mirrorguard_hand_over(uint64_t registration_id);

#endif
