/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file that is not all there yet: "PATH.<pid>.new", the writer's own, since DSO and helpers may write the same one. */
#ifndef MIRRORGUARD_UNFINISHED_H
#define MIRRORGUARD_UNFINISHED_H

#include "protocol.h"

#define MAX_UNFINISHED_LENGTH (MAX_PATH_LENGTH + 32)

void unfinished_name(const char *path, char name[MAX_UNFINISHED_LENGTH]);

/* Empty, for its owner alone. A descriptor, or -1 and errno. */
int unfinished_create(const char *name);

#endif
