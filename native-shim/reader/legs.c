/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "legs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <linux/aio_abi.h>

#include "device.h"

/* What a disk reads as fast as it can: with half of it, virtual ones were slower by a tenth. */
#define LARGEST_CHUNK (1024 * 1024)

/* What a few hundred readers may have. */
#define BUFFER_BYTES (4 * 1024 * 1024)
#define PAGE_BYTES 4096
#define HUGE_PAGE_BYTES (2 * 1024 * 1024)

#define MAX_READS (CHUNKS_IN_FLIGHT * MAX_LEGS)

static _Alignas(HUGE_PAGE_BYTES) unsigned char buffer[BUFFER_BYTES];

static struct leg_read {
	struct iocb block;
	size_t length;
	int is_pending;
	int error;
	int64_t begun_at;
} reads[CHUNKS_IN_FLIGHT][MAX_LEGS];

static aio_context_t context;
static int files[MAX_LEGS];
static unsigned leg_count;
static unsigned pending;
static int64_t longest;

int64_t now_microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The C library has no calls for these. */
static long io_submit_one(struct iocb *block)
{
	return syscall(SYS_io_submit, context, 1L, &block);
}

static long io_wait(struct io_event *events, long most)
{
	return syscall(SYS_io_getevents, context, 1L, most, events, NULL);
}

/* In one piece of memory a read is one request of the disk, instead of one for each hundred pages or so: a quarter faster. */
int legs_set_up(void)
{
	(void)madvise(buffer, sizeof(buffer), MADV_HUGEPAGE);
	return syscall(SYS_io_setup, MAX_READS, &context) ? errno : 0;
}

int legs_open(const struct compare_message *request, int *leg)
{
	longest = 0;
	for (leg_count = 0; leg_count < request->leg_count; leg_count++) {
		files[leg_count] = device_open(request->legs[leg_count], O_RDONLY | O_DIRECT | O_CLOEXEC);
		if (files[leg_count] < 0) {
			*leg = (int)leg_count;
			return errno;
		}
	}
	return 0;
}

size_t legs_chunk(void)
{
	size_t share = BUFFER_BYTES / (CHUNKS_IN_FLIGHT * leg_count) / PAGE_BYTES * PAGE_BYTES;

	return share < LARGEST_CHUNK ? share : LARGEST_CHUNK;
}

const unsigned char *legs_read(unsigned place, unsigned leg)
{
	return buffer + (place * leg_count + leg) * legs_chunk();
}

int legs_error(unsigned place, unsigned leg)
{
	return reads[place][leg].error;
}

int64_t legs_longest(void)
{
	return longest;
}

int legs_begin(unsigned place, uint64_t offset, size_t length)
{
	unsigned leg;

	for (leg = 0; leg < leg_count; leg++) {
		struct leg_read *begun = &reads[place][leg];

		memset(begun, 0, sizeof(*begun));
		begun->length = length;
		begun->begun_at = now_microseconds();
		begun->block.aio_data = (uint64_t)(uintptr_t)begun;
		begun->block.aio_lio_opcode = IOCB_CMD_PREAD;
		begun->block.aio_fildes = (uint32_t)files[leg];
		begun->block.aio_buf = (uint64_t)(uintptr_t)legs_read(place, leg);
		begun->block.aio_nbytes = length;
		begun->block.aio_offset = (int64_t)offset;
		if (io_submit_one(&begun->block) != 1)
			return errno;
		begun->is_pending = 1;
		pending++;
	}
	return 0;
}

static void finish(const struct io_event *event)
{
	struct leg_read *ended = (struct leg_read *)(uintptr_t)event->data;
	int64_t took = now_microseconds() - ended->begun_at;

	ended->is_pending = 0;
	pending--;
	if (took > longest)
		longest = took;
	if (event->res < 0)
		ended->error = (int)-event->res;
	else if ((size_t)event->res < ended->length)
		ended->error = ENXIO;	/* the device ends here */
}

static void await_some(void)
{
	struct io_event events[MAX_READS];
	long index, count = io_wait(events, MAX_READS);

	for (index = 0; index < count; index++)
		finish(&events[index]);
}

static int is_pending(unsigned place)
{
	unsigned leg;

	for (leg = 0; leg < leg_count; leg++)
		if (reads[place][leg].is_pending)
			return 1;
	return 0;
}

void legs_await(unsigned place)
{
	while (is_pending(place))
		await_some();
}

void legs_close(void)
{
	while (pending)
		await_some();
	while (leg_count)
		close(files[--leg_count]);
}
