/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Measures from inside a guest, the same way for any DSO:
 *
 * client dlopen FILE             microseconds to load it into a fresh process
 * client register FILE UUID...   microseconds, a line each, from the request to dmeventd until
 *                                register_device has returned (PENDING has gone)
 * client write DEVICE            CLOCK_MONOTONIC in microseconds, then a write of 4 KiB past the cache
 * client stamp TEXT              CLOCK_MONOTONIC at the first line of input with TEXT in it
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libdevmapper.h>
#include <libdevmapper-event.h>

static long long now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static int load(const char *file)
{
	long long start = now_us();

	if (!dlopen(file, RTLD_NOW)) {
		fprintf(stderr, "%s\n", dlerror());
		return 1;
	}
	printf("%lld\n", now_us() - start);
	fflush(stdout);
	_exit(0);
}

static struct dm_event_handler *handler_for(const char *dso, const char *uuid)
{
	struct dm_event_handler *handler = dm_event_handler_create();

	if (!handler || dm_event_handler_set_dso(handler, dso) || dm_event_handler_set_uuid(handler, uuid))
		exit(1);
	dm_event_handler_set_event_mask(handler, DM_EVENT_ALL_ERRORS);
	return handler;
}

static int is_pending(const char *dso, const char *uuid)
{
	struct dm_event_handler *handler = handler_for(dso, uuid);
	int pending;

	if (dm_event_get_registered_device(handler, 0))
		exit(2);
	pending = (dm_event_handler_get_event_mask(handler) & DM_EVENT_REGISTRATION_PENDING) != 0;
	dm_event_handler_destroy(handler);
	return pending;
}

static int register_one(const char *dso, const char *uuid)
{
	struct dm_event_handler *handler = handler_for(dso, uuid);
	long long start = now_us();

	if (!dm_event_register_handler(handler))
		return 1;
	while (is_pending(dso, uuid))
		usleep(500);
	printf("%lld\n", now_us() - start);
	dm_event_handler_destroy(handler);
	return 0;
}

static int write_to(const char *device)
{
	int fd = open(device, O_WRONLY | O_DIRECT);
	void *block;

	if (fd < 0 || posix_memalign(&block, 4096, 4096))
		return 1;
	memset(block, 'x', 4096);
	printf("%lld\n", now_us());
	fflush(stdout);
	return write(fd, block, 4096) != 4096;
}

static int stamp(const char *text)
{
	static char line[4096];

	while (fgets(line, sizeof(line), stdin))
		if (strstr(line, text)) {
			printf("%lld\n", now_us());
			fflush(stdout);
			break;
		}
	/* dmeventd must not meet a closed pipe. */
	while (fgets(line, sizeof(line), stdin))
		;
	return 0;
}

int main(int argc, char **argv)
{
	int i;

	if (argc == 3 && !strcmp(argv[1], "dlopen"))
		return load(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "write"))
		return write_to(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "stamp"))
		return stamp(argv[2]);
	if (argc < 4 || strcmp(argv[1], "register"))
		return 1;
	for (i = 3; i < argc; i++)
		if (register_one(argv[2], argv[i]))
			return 1;
	return 0;
}
