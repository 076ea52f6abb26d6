/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Preloaded into a program: a device-mapper that has as many healthy mirrors as MIRRORS says, and answers at once. For the time that the
 * program takes by itself, on a machine whose kernel has no device-mapper.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <linux/dm-ioctl.h>

#define CONTROL "/dev/mapper/control"
#define PARTS 4		/* of a mirror: itself, two images, its log */
#define SECTORS 131072
#define LINE_BYTES 256

static int control = -1;

static unsigned device_count(void)
{
	const char *mirrors = getenv("MIRRORS");

	return mirrors ? (unsigned)atoi(mirrors) * PARTS : 0;
}

static void name_of(unsigned minor, char *name)
{
	static const char *const suffixes[PARTS] = { "", "_mimage_0", "_mimage_1", "_mlog" };

	snprintf(name, DM_NAME_LEN, "vg-lv%03u%s", minor / PARTS, suffixes[minor % PARTS]);
}

static void uuid_of(unsigned minor, char *uuid)
{
	snprintf(uuid, DM_UUID_LEN, "LVM-%064u", minor);
}

static int open_control(void)
{
	if (control < 0)
		control = memfd_create("control", 0);
	return control;
}

int open(const char *path, int flags, ...)
{
	int (*next)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
	va_list more;
	mode_t mode;

	va_start(more, flags);
	mode = va_arg(more, mode_t);
	va_end(more);
	return strcmp(path, CONTROL) ? next(path, flags, mode) : open_control();
}

int open64(const char *path, int flags, ...)
{
	va_list more;
	mode_t mode;

	va_start(more, flags);
	mode = va_arg(more, mode_t);
	va_end(more);
	return open(path, flags, mode);
}

int stat64(const char *path, struct stat64 *status)
{
	int (*next)(const char *, struct stat64 *) = (int (*)(const char *, struct stat64 *))dlsym(RTLD_NEXT, "stat64");

	if (strcmp(path, CONTROL))
		return next(path, status);
	memset(status, 0, sizeof(*status));
	status->st_mode = S_IFCHR | 0600;
	status->st_rdev = makedev(10, 236);
	return 0;
}

int stat(const char *path, struct stat *status)
{
	return stat64(path, (struct stat64 *)status);
}

/* Where libdevmapper learns which number device-mapper has. */
FILE *fopen64(const char *path, const char *mode)
{
	static char devices[] = "Character devices:\n 10 misc\n\nBlock devices:\n254 device-mapper\n";
	FILE *(*next)(const char *, const char *) = (FILE *(*)(const char *, const char *))dlsym(RTLD_NEXT, "fopen64");

	return strcmp(path, "/proc/devices") ? next(path, mode) : fmemopen(devices, sizeof(devices) - 1, "r");
}

FILE *fopen(const char *path, const char *mode)
{
	return fopen64(path, mode);
}

static void list_devices(struct dm_ioctl *request)
{
	char *start = (char *)request + request->data_start, *end = (char *)request + request->data_size;
	struct dm_name_list *entry = (struct dm_name_list *)start;
	unsigned minor;

	for (minor = 0; minor < device_count(); minor++) {
		size_t length = (sizeof(*entry) + LINE_BYTES / 2 + 7) / 8 * 8;

		if ((char *)entry + length > end) {
			request->flags |= DM_BUFFER_FULL_FLAG;
			return;
		}
		memset(entry, 0, length);
		entry->dev = makedev(254, minor);
		name_of(minor, entry->name);
		entry->next = minor + 1 < device_count() ? (uint32_t)length : 0;
		entry = (struct dm_name_list *)((char *)entry + length);
	}
	request->data_size = (uint32_t)((char *)entry - (char *)request);
}

/* At once, so that it does not count. */
static int find(const struct dm_ioctl *request)
{
	unsigned number = 0, lv, part;
	char name[DM_NAME_LEN];

	if (request->dev)
		number = minor(request->dev);
	else if (sscanf(request->uuid, "LVM-%u", &number) != 1 && sscanf(request->name, "vg-lv%u", &lv) == 1) {
		for (part = 0; part < PARTS; part++) {
			name_of(lv * PARTS + part, name);
			if (!strcmp(name, request->name))
				number = lv * PARTS + part;
		}
	}
	return number < device_count() ? (int)number : -1;
}

static void describe(unsigned minor, int is_table, char *type, char *text)
{
	if (minor % PARTS) {
		strcpy(type, "linear");
		snprintf(text, LINE_BYTES, "%s", is_table ? "7:0 2048" : "");
		return;
	}
	strcpy(type, "mirror");
	if (is_table)
		snprintf(text, LINE_BYTES, "disk 2 254:%u 1024 2 254:%u 0 254:%u 0 1 handle_errors", minor + 3, minor + 1, minor + 2);
	else
		snprintf(text, LINE_BYTES, "2 254:%u 254:%u 128/128 1 AA 3 disk 254:%u A", minor + 1, minor + 2, minor + 3);
}

static int tell(struct dm_ioctl *request, int has_target)
{
	int minor = find(request);
	struct dm_target_spec *target = (struct dm_target_spec *)((char *)request + request->data_start);

	if (minor < 0) {
		errno = ENXIO;
		return -1;
	}
	name_of((unsigned)minor, request->name);
	uuid_of((unsigned)minor, request->uuid);
	request->dev = makedev(254, minor);
	request->target_count = 1;
	if (has_target) {
		int is_table = !!(request->flags & DM_STATUS_TABLE_FLAG);

		memset(target, 0, sizeof(*target));
		target->length = SECTORS;
		describe((unsigned)minor, is_table, target->target_type, (char *)(target + 1));
		target->next = (uint32_t)((sizeof(*target) + strlen((char *)(target + 1)) + 8) / 8 * 8);
		request->data_size = request->data_start + target->next;
	}
	request->flags |= DM_ACTIVE_PRESENT_FLAG;
	return 0;
}

int ioctl(int file, unsigned long command, ...)
{
	int (*next)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
	struct dm_ioctl *request;
	va_list more;

	va_start(more, command);
	request = va_arg(more, struct dm_ioctl *);
	va_end(more);
	if (file != control)
		return next(file, command, request);
	request->version[0] = DM_VERSION_MAJOR;
	request->version[1] = DM_VERSION_MINOR;
	request->version[2] = 0;
	request->flags &= ~(uint32_t)DM_BUFFER_FULL_FLAG;
	switch (_IOC_NR(command)) {
	case DM_VERSION_CMD:
		return 0;
	case DM_LIST_DEVICES_CMD:
		list_devices(request);
		return 0;
	case DM_TABLE_STATUS_CMD:
		return tell(request, 1);
	case DM_DEV_STATUS_CMD:
		return tell(request, 0);
	default:
		errno = ENOTTY;
		return -1;
	}
}
