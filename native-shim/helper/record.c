/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "record.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "unfinished.h"

static int write_all(int file, const char *content, size_t length)
{
	while (length) {
		ssize_t written = write(file, content, length);

		if (written < 0)
			return errno;
		content += written;
		length -= (size_t)written;
	}
	return 0;
}

static int create(const char *path, const char *content, size_t length)
{
	int error, file = unfinished_create(path);

	if (file < 0)
		return errno;
	error = write_all(file, content, length);
	if (close(file) && !error)
		error = errno;
	return error;
}

int record_write(const char *path, const char *content, size_t length)
{
	char unfinished[MAX_UNFINISHED_LENGTH];
	int error;

	unfinished_name(path, unfinished);
	error = create(unfinished, content, length);
	if (!error && rename(unfinished, path))
		error = errno;
	if (error)
		unlink(unfinished);
	return error;
}

int record_forget(const char *path)
{
	return unlink(path) && errno != ENOENT ? errno : 0;
}
