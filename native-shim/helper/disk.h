/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Block devices by number, past the page cache. A program's devices are opened before its first
 * step: opening may wait for a disk or for memory, which must not happen while a device is suspended.
 *
 * All give 0, or an errno.
 */
#ifndef MIRRORGUARD_DISK_H
#define MIRRORGUARD_DISK_H

#include "protocol.h"

/* Opens what a step reads or writes. */
int disk_open_for(const struct step_head *step);

void disk_close_all(void);

int disk_sectors(struct device_number device, uint64_t *sectors);

/* The first block; it holds LVM's label. 512 bytes four times over at least; valid until the next call. */
int disk_first_block(struct device_number device, const unsigned char **block);

/* ENODATA: the device ends before. */
int disk_read(const struct step_head *step);

/* Of what is there. */
int disk_digest(const struct step_head *step, uint64_t *digest);

/* Writes what is there to a file. EALREADY: it has, but the target holds the same. */
int disk_save(const struct step_head *step, int file, uint64_t *digest);

/* EBADMSG: what was written reads back as something else. */
int disk_copy(const struct step_head *step);

#endif
