/*
 * Writes to a block device at a steady pace and records when each write was
 * started and when it was acknowledged: how long were writes held, which were
 * lost?
 *
 * usage: steady-writer [-s] [-f] [-i MICROSECONDS] [-n COUNT] DEVICE LOG
 *	-s  O_SYNC: each write carries a flush or FUA
 *	-f  fsync after each write; the write ends when the fsync does
 *	-i  pause between writes, 2000 by default
 *	-n  end after so many writes; otherwise SIGTERM ends it
 *
 * Write number N (from 1) goes to 4 KiB block (N - 1) modulo the device's
 * blocks. The block holds N, a little-endian 64-bit integer, 512 times over.
 *
 * The log has two lines for each write, each put out by one write(2) so that
 * the end of this process loses none:
 *
 *	start N TIME
 *	end N TIME ERRNO
 *
 * TIME is in microseconds since 1970; ERRNO is 0 for an acknowledged write. A
 * start without an end is a write that is held. At its end the program prints:
 *
 *	writes COUNT errors COUNT longest_us TIME longest_start_us TIME
 *
 * It has the highest priority, so that a busy CPU does not look like a
 * write that the kernel holds.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_BYTES 4096
#define BLOCK_WORDS (BLOCK_BYTES / sizeof(uint64_t))

static uint64_t block[BLOCK_WORDS] __attribute__((aligned(BLOCK_BYTES)));
static volatile sig_atomic_t ending;

static void end_soon(int signal)
{
	(void) signal;
	ending = 1;
}

static void die(const char *what)
{
	fprintf(stderr, "steady-writer: %s: %s\n", what, strerror(errno));
	exit(1);
}

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t) now.tv_sec * 1000000 + (uint64_t) now.tv_nsec / 1000;
}

/* 0, or the errno of what failed. */
static int write_block(int device, uint64_t number, uint64_t blocks, bool sync)
{
	off_t offset = (off_t) ((number - 1) % blocks) * BLOCK_BYTES;
	ssize_t written;

	for (size_t word = 0; word < BLOCK_WORDS; word++)
		block[word] = number;

	written = pwrite(device, block, BLOCK_BYTES, offset);
	if (written != BLOCK_BYTES)
		return written < 0 ? errno : EIO;
	return sync && fsync(device) ? errno : 0;
}

int main(int argc, char **argv)
{
	uint64_t interval_us = 2000, count = UINT64_MAX;
	uint64_t number = 0, errors = 0, longest_us = 0, longest_start_us = 0;
	int flags = O_WRONLY | O_DIRECT, option, device, log;
	struct sigaction action = { .sa_handler = end_soon };
	bool sync = false;
	off_t bytes;

	while ((option = getopt(argc, argv, "sfi:n:")) != -1) {
		switch (option) {
		case 's': flags |= O_SYNC; break;
		case 'f': sync = true; break;
		case 'i': interval_us = strtoull(optarg, NULL, 10); break;
		case 'n': count = strtoull(optarg, NULL, 10); break;
		default: return 2;
		}
	}
	if (argc - optind != 2) {
		fprintf(stderr, "usage: steady-writer [-s] [-f] [-i MICROSECONDS] [-n COUNT] DEVICE LOG\n");
		return 2;
	}

	device = open(argv[optind], flags);
	if (device < 0)
		die(argv[optind]);
	bytes = lseek(device, 0, SEEK_END);
	if (bytes < BLOCK_BYTES)
		die("device too small");
	log = open(argv[optind + 1], O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644);
	if (log < 0)
		die(argv[optind + 1]);
	sigaction(SIGTERM, &action, NULL);
	setpriority(PRIO_PROCESS, 0, -20);

	while (!ending && number < count) {
		uint64_t start_us = now_us(), end_us;
		int error;

		dprintf(log, "start %" PRIu64 " %" PRIu64 "\n", ++number, start_us);
		error = write_block(device, number, (uint64_t) bytes / BLOCK_BYTES, sync);
		end_us = now_us();
		dprintf(log, "end %" PRIu64 " %" PRIu64 " %d\n", number, end_us, error);

		errors += error != 0;
		if (end_us - start_us > longest_us) {
			longest_us = end_us - start_us;
			longest_start_us = start_us;
		}
		usleep((useconds_t) interval_us);
	}

	printf("writes %" PRIu64 " errors %" PRIu64 " longest_us %" PRIu64 " longest_start_us %" PRIu64 "\n",
	       number, errors, longest_us, longest_start_us);
	return 0;
}
