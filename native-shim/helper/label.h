/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* LVM's label at the start of a physical volume. */
#ifndef MIRRORGUARD_LABEL_H
#define MIRRORGUARD_LABEL_H

#include "protocol.h"

/* Gives the PV UUID within `sectors`, the first four of a disk, or NULL where there is no sound label; it ends in no NUL. */
const char *label_uuid(const unsigned char *sectors);

#endif
