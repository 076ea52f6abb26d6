#define _GNU_SOURCE
#include "mapper.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "player.h"

#define HANG_SECONDS 5

struct pending_call {
	unsigned long command;
	struct dm_ioctl *arguments;
	int error;
	atomic_bool ended;
};

static int control;

void mapper_open(void)
{
	control = open("/dev/mapper/control", O_RDWR);
	if (control < 0)
		die("/dev/mapper/control");
}

struct dm_ioctl *arguments_for(const char *name, uint32_t flags)
{
	static char buffer[4096] __attribute__((aligned(8)));
	struct dm_ioctl *arguments = (struct dm_ioctl *) buffer;

	memset(buffer, 0, sizeof(buffer));
	arguments->version[0] = DM_VERSION_MAJOR;
	arguments->data_size = sizeof(buffer);
	arguments->data_start = sizeof(*arguments);
	arguments->flags = flags;
	snprintf(arguments->name, sizeof(arguments->name), "%s", name);
	return arguments;
}

struct dm_ioctl *call(unsigned long command, struct dm_ioctl *arguments, const char *what)
{
	if (ioctl(control, command, arguments))
		die(what);
	return arguments;
}

static void *run_call(void *context)
{
	struct pending_call *pending = context;

	pending->error = ioctl(control, pending->command, pending->arguments) ? errno : 0;
	pending->ended = true;
	return NULL;
}

bool call_that_may_hang(unsigned long command, struct dm_ioctl *arguments, const char *what)
{
	static struct pending_call pending;
	pthread_t thread;
	time_t deadline = time(NULL) + HANG_SECONDS + 1;

	pending = (struct pending_call) { .command = command, .arguments = arguments };
	if (pthread_create(&thread, NULL, run_call, &pending))
		die("pthread_create");
	while (!pending.ended) {
		if (time(NULL) > deadline)
			return false;
		nap();
	}
	pthread_join(thread, NULL);
	if (pending.error) {
		errno = pending.error;
		die(what);
	}
	return true;
}

void load(const char *name, const char *type, uint64_t sectors, const char *parameters)
{
	struct dm_ioctl *arguments = arguments_for(name, 0);
	struct dm_target_spec *target = (struct dm_target_spec *) ((char *) arguments + arguments->data_start);

	target->length = sectors;
	snprintf(target->target_type, sizeof(target->target_type), "%s", type);
	snprintf((char *) (target + 1), LINE_BYTES, "%s", parameters);
	target->next = sizeof(*target) + (strlen(parameters) + 8) / 8 * 8;
	arguments->target_count = 1;
	call(DM_TABLE_LOAD, arguments, parameters);
}

void send_message(const char *name, const char *text)
{
	struct dm_ioctl *arguments = arguments_for(name, 0);
	struct dm_target_msg *message = (struct dm_target_msg *) ((char *) arguments + arguments->data_start);

	strcpy(message->message, text);
	call(DM_TARGET_MSG, arguments, text);
}

void swap_in(const char *name, const char *type, const char *parameters)
{
	load(name, type, DISK_BLOCKS * BLOCK_SECTORS, parameters);
	call(DM_DEV_SUSPEND, arguments_for(name, DM_NOFLUSH_FLAG | DM_SKIP_LOCKFS_FLAG), name);
}

void create(const char *name, char *node, size_t node_bytes, char *number, size_t number_bytes)
{
	struct dm_ioctl *arguments = call(DM_DEV_CREATE, arguments_for(name, 0), name);
	unsigned major = (arguments->dev & 0xfff00) >> 8;
	unsigned minor = (arguments->dev & 0xff) | ((arguments->dev >> 12) & 0xfff00);

	if (node)
		snprintf(node, node_bytes, "/dev/dm-%u", minor);
	if (number)
		snprintf(number, number_bytes, "%u:%u", major, minor);
}

void remove_device(const char *name)
{
	for (unsigned attempt = 0; ioctl(control, DM_DEV_REMOVE, arguments_for(name, 0)); attempt++) {
		if (errno != EBUSY || attempt == 1000)
			die(name);
		nap();
	}
}
