/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <linux/fs.h>

#include "device.h"
#include "digest.h"
#include "program.h"

/* Large enough that a region is copied in a few requests, small enough to be kept locked a hundred times over. */
#define CHUNK_BYTES (64 * 1024)

/* The largest block size of a disk; direct I/O wants its memory and its ranges aligned to it. */
#define BLOCK_BYTES 4096

static struct {
	struct device_number device;
	int file;
	int is_writable;
} open_disks[2 * MAX_STEPS];
static unsigned open_count;

static _Alignas(BLOCK_BYTES) unsigned char chunk[CHUNK_BYTES];
static _Alignas(BLOCK_BYTES) unsigned char read_back[CHUNK_BYTES];

static int find(struct device_number device, int is_writable)
{
	unsigned index;

	for (index = 0; index < open_count; index++)
		if (device_equal(open_disks[index].device, device) && open_disks[index].is_writable >= is_writable)
			return open_disks[index].file;
	return -1;
}

static int open_once(struct device_number device, int is_writable)
{
	int file;

	if (find(device, is_writable) >= 0)
		return 0;
	/* O_DSYNC: a write is on the disk, not in its cache, before it counts. */
	file = device_open(device, O_DIRECT | O_CLOEXEC | (is_writable ? O_RDWR | O_DSYNC : O_RDONLY));
	if (file < 0)
		return errno;
	open_disks[open_count].device = device;
	open_disks[open_count].file = file;
	open_disks[open_count].is_writable = is_writable;
	open_count++;
	return 0;
}

int disk_open_for(const struct step_head *step)
{
	int error;

	switch (step->kind) {
	case STEP_COPY:
		error = open_once(step->device, 0);
		return error ? error : open_once(step->target, 1);
	case STEP_IDENTIFY:
	case STEP_EXPECT_DISK:
	case STEP_READ:
	case STEP_EXPECT_CONTENT:
		return open_once(step->device, 0);
	case STEP_KEEP:
		error = open_once(step->device, 0);
		return error ? error : open_once(step->target, 0);
	default:
		return 0;
	}
}

void disk_close_all(void)
{
	while (open_count)
		close(open_disks[--open_count].file);
}

int disk_sectors(struct device_number device, uint64_t *sectors)
{
	uint64_t bytes;

	if (ioctl(find(device, 0), BLKGETSIZE64, &bytes))
		return errno;
	*sectors = bytes >> 9;
	return 0;
}

static int read_range(int file, unsigned char *buffer, size_t length, uint64_t offset)
{
	while (length) {
		ssize_t got = pread(file, buffer, length, (off_t)offset);

		if (got <= 0)
			return got ? errno : ENODATA;
		buffer += got;
		length -= (size_t)got;
		offset += (uint64_t)got;
	}
	return 0;
}

static int write_range(int file, const unsigned char *buffer, size_t length, uint64_t offset)
{
	while (length) {
		ssize_t put = pwrite(file, buffer, length, (off_t)offset);

		if (put <= 0)
			return put ? errno : ENODATA;
		buffer += put;
		length -= (size_t)put;
		offset += (uint64_t)put;
	}
	return 0;
}

int disk_first_block(struct device_number device, const unsigned char **block)
{
	*block = chunk;
	return read_range(find(device, 0), chunk, BLOCK_BYTES, 0);
}

static size_t chunk_of(uint32_t rest)
{
	return rest < CHUNK_BYTES ? rest : CHUNK_BYTES;
}

int disk_read(const struct step_head *step)
{
	int error = 0, file = find(step->device, 0);
	uint32_t done;

	for (done = 0; done < step->range_bytes && !error; done += (uint32_t)chunk_of(step->range_bytes - done))
		error = read_range(file, chunk, chunk_of(step->range_bytes - done), step->offset + done);
	return error;
}

int disk_digest(const struct step_head *step, uint64_t *digest)
{
	int error = 0, file = find(step->device, 0);
	uint32_t done = 0;

	*digest = DIGEST_OF_NOTHING;
	while (done < step->range_bytes && !error) {
		size_t length = chunk_of(step->range_bytes - done);

		error = read_range(file, chunk, length, step->offset + done);
		if (!error)
			*digest = digest_add(*digest, chunk, length);
		done += (uint32_t)length;
	}
	return error;
}

int disk_save(const struct step_head *step, int file, uint64_t *digest)
{
	int error = 0, is_same = 1, old = find(step->device, 0), new = find(step->target, 0);
	uint32_t done = 0;

	*digest = DIGEST_OF_NOTHING;
	while (done < step->range_bytes && !error) {
		size_t length = chunk_of(step->range_bytes - done);

		error = read_range(old, chunk, length, step->offset + done);
		if (!error)
			error = read_range(new, read_back, length, step->offset + done);
		if (!error)
			error = write_range(file, chunk, length, done);
		is_same &= !error && !memcmp(chunk, read_back, length);
		*digest = digest_add(*digest, chunk, length);
		done += (uint32_t)length;
	}
	return !error && is_same ? EALREADY : error;
}

static int copy_chunk(int from, uint64_t from_offset, int to, uint64_t to_offset, size_t length)
{
	int error = read_range(from, chunk, length, from_offset);

	if (!error)
		error = write_range(to, chunk, length, to_offset);
	if (!error)
		error = read_range(to, read_back, length, to_offset);
	if (!error && memcmp(chunk, read_back, length))
		error = EBADMSG;
	return error;
}

int disk_copy(const struct step_head *step)
{
	int error = 0, from = find(step->device, 0), to = find(step->target, 1);
	uint32_t done = 0;

	while (done < step->range_bytes && !error) {
		size_t length = chunk_of(step->range_bytes - done);

		error = copy_chunk(from, step->offset + done, to, step->target_offset + done, length);
		done += (uint32_t)length;
	}
	return error;
}
