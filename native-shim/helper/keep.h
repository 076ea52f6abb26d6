/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef MIRRORGUARD_KEEP_H
#define MIRRORGUARD_KEEP_H

#include <stdint.h>

#include "protocol.h"

/*
 * Writes what a device holds in a range to a file, all of it or none, on the disk before it counts.
 * EALREADY: the target holds the same there, and nothing is kept. EEXIST: there is such a file.
 */
int keep(const struct step_head *step, uint64_t *digest);

#endif
