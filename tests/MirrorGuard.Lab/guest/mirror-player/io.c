#define _GNU_SOURCE
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "player.h"

#define MAX_IOS 128

struct io {
	pthread_t thread;
	char kind;
	unsigned block;
	uint64_t number;
	int error;
	atomic_bool ended;
	bool shown;
};

static int mirror = -1;
static struct io ios[MAX_IOS];
static unsigned io_count;

void io_begin(void)
{
	io_count = 0;
	mirror = -1;
}

void io_open(const char *node)
{
	mirror = open(node, O_RDWR | O_DIRECT);
	if (mirror < 0)
		die(node);
}

bool io_is_open(void)
{
	return mirror >= 0;
}

static void *run_io(void *context)
{
	struct io *io = context;
	uint64_t *buffer = block_buffer();
	off_t offset = (off_t) io->block * BLOCK_BYTES;
	bool succeeded;

	for (size_t word = 0; word < BLOCK_WORDS; word++)
		buffer[word] = io->number;
	if (io->kind == 'w')
		succeeded = pwrite(mirror, buffer, BLOCK_BYTES, offset) == BLOCK_BYTES;
	else if (io->kind == 'r')
		succeeded = pread(mirror, buffer, BLOCK_BYTES, offset) == BLOCK_BYTES;
	else
		succeeded = !fsync(mirror);
	io->error = succeeded ? 0 : errno ? errno : EIO;
	io->number = buffer[0];
	munmap(buffer, BLOCK_BYTES);
	io->ended = true;
	return NULL;
}

void start_io(char kind, unsigned block, uint64_t number)
{
	struct sched_param parameter = { 0 };
	struct io *io = &ios[io_count++];
	pthread_attr_t attributes;

	if (io_count == MAX_IOS)
		die("too much I/O");
	*io = (struct io) { .kind = kind, .block = block, .number = number };
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 65536);
	pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attributes, SCHED_OTHER);
	pthread_attr_setschedparam(&attributes, &parameter);
	if (pthread_create(&io->thread, &attributes, run_io, io))
		die("pthread_create");
	pthread_attr_destroy(&attributes);
}

unsigned started_ios(void)
{
	return io_count;
}

unsigned ended_ios(void)
{
	unsigned ended = 0;

	for (unsigned number = 0; number < io_count; number++)
		ended += ios[number].ended;
	return ended;
}

void show_ended(void)
{
	for (unsigned number = 0; number < io_count; number++) {
		struct io *io = &ios[number];

		if (!io->ended || io->shown)
			continue;
		io->shown = true;
		if (io->error)
			printf(" %u failed", number);
		else if (io->kind == 'r')
			printf(" %u %" PRIu64, number, io->number);
		else
			printf(" %u done", number);
	}
}

void io_end(void)
{
	for (unsigned number = 0; number < io_count; number++)
		pthread_join(ios[number].thread, NULL);
	if (mirror >= 0)
		close(mirror);
}
