/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "protocol.h"

/* The writer's own, as DSO and helpers write to one record: "….<pid>.new". */
static const char UNFINISHED[] = "%s.%d.new";

#define MAX_UNFINISHED_LENGTH (MAX_PATH_LENGTH + sizeof(UNFINISHED) + 3 * sizeof(pid_t))

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
	int error, file;

	/* What a killed process left behind is in the way, and a link there would lead elsewhere. */
	unlink(path);
	file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
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

	snprintf(unfinished, sizeof(unfinished), UNFINISHED, path, (int)getpid());
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
