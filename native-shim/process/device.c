/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static char *append_text(char *end, const char *text)
{
	size_t length = strlen(text);

	memcpy(end, text, length + 1);
	return end + length;
}

static char *append_number(char *end, uint32_t number)
{
	char digits[11], *first = digits + sizeof(digits) - 1;

	*first = '\0';
	do
		*--first = (char)('0' + number % 10);
	while (number /= 10);
	return append_text(end, first);
}

static void path_of(struct device_number device, char *path)
{
	path = append_text(path, "/dev/block/");
	path = append_number(path, device.major);
	path = append_text(path, ":");
	append_number(path, device.minor);
}

/* A link in /dev/block is udev's, and may be older than the device of that number. */
static int is_device(int file, struct device_number device)
{
	struct stat status;

	return !fstat(file, &status) && S_ISBLK(status.st_mode) &&
	       status.st_rdev == makedev(device.major, device.minor);
}

/* In /dev, since everything else that is sure to be in memory is mounted without device nodes. */
static int open_by_own_node(struct device_number device, int flags)
{
	char path[] = "/dev/.mirrorguard-4294967295";
	int error, file;

	append_number(path + strlen("/dev/.mirrorguard-"), (uint32_t)getpid());
	unlink(path);
	if (mknod(path, S_IFBLK | S_IRUSR | S_IWUSR, makedev(device.major, device.minor)))
		return -1;
	file = open(path, flags);
	error = errno;
	unlink(path);
	errno = error;
	return file;
}

int device_open(struct device_number device, int flags)
{
	char path[sizeof("/dev/block/4294967295:4294967295")];
	int file;

	path_of(device, path);
	file = open(path, flags);
	if (file >= 0 && is_device(file, device))
		return file;
	if (file >= 0)
		close(file);
	else if (errno != ENOENT)
		return -1;
	return open_by_own_node(device, flags);
}
