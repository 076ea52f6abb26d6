/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Small files in /run that tell a later process what this one was about to do. All give 0, or an errno. */
#ifndef MIRRORGUARD_RECORD_H
#define MIRRORGUARD_RECORD_H

#include <stddef.h>

/*
 * Writes a new file and renames it: a reader finds the old content or the new. Without fsync: /run is
 * memory, so a crash of the machine takes the file away, together with the table that it tells of.
 */
int record_write(const char *path, const char *content, size_t length);

/* Fine when there is none. */
int record_forget(const char *path);

#endif
