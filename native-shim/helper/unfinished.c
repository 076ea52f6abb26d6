/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "unfinished.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

void unfinished_name(const char *path, char name[MAX_UNFINISHED_LENGTH])
{
	snprintf(name, MAX_UNFINISHED_LENGTH, "%s.%d.new", path, (int)getpid());
}

int unfinished_create(const char *name)
{
	/* What a killed process left behind is in the way, and a link there would lead elsewhere. */
	unlink(name);
	return open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
}
