/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "disk.h"
#include "program.h"
#include "unfinished.h"

static int fill(int file, const struct step_head *step, uint64_t *digest)
{
	int error = disk_save(step, file, digest);

	/* The file may wait for long, and legs that are open keep LVM from removing them. */
	disk_close_all();
	if (!error && fsync(file))
		error = errno;
	if (close(file) && !error)
		error = errno;
	return error;
}

/* The name is on the disk only with its directory. */
static int sync_directory_of(const char *path)
{
	char directory[MAX_PATH_LENGTH + 1];
	int error, file;

	snprintf(directory, sizeof(directory), "%s", path);
	*strrchr(directory, '/') = '\0';
	file = open(*directory ? directory : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (file < 0)
		return errno;
	error = fsync(file) ? errno : 0;
	close(file);
	return error;
}

int keep(const struct step_head *step, uint64_t *digest)
{
	const char *path = step_first(step);
	char unfinished[MAX_UNFINISHED_LENGTH];
	int error, file;

	unfinished_name(path, unfinished);
	file = unfinished_create(unfinished);
	if (file < 0)
		return errno;
	error = fill(file, step, digest);
	/* Not by renaming: another file of that name is somebody's. */
	if (!error && link(unfinished, path))
		error = errno;
	unlink(unfinished);
	if (error)
		return error;
	error = sync_directory_of(path);
	if (error)
		unlink(path);
	return error;
}
