/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * paced_writer DEVICE PER_SECOND WARM_UP SECONDS: writes 4 KiB at random places of a device at a steady rate, each
 * write durable before the next, and prints in one line how long each took, in microseconds; not of those in the
 * first WARM_UP seconds, in which whoever makes room for it finds that it is there. The places are
 * the same each time: what is compared differs in nothing else, and a disk in memory does not fill up.
 *
 * The loop is open: a write's time counts from when it was due, however long those before it took. Otherwise
 * one that is held up would hide those that should have been made meanwhile.
 *
 * It has the highest priority, so that a busy processor does not look like a slow disk.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_BYTES 4096

static unsigned char block[BLOCK_BYTES] __attribute__((aligned(BLOCK_BYTES)));

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void sleep_until(uint64_t us)
{
	struct timespec until = { (time_t)(us / 1000000), (long)(us % 1000000 * 1000) };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		;
}

static void write_somewhere(int device, uint64_t blocks)
{
	uint64_t place = (uint64_t)random() % blocks;

	if (pwrite(device, block, BLOCK_BYTES, (off_t)(place * BLOCK_BYTES)) != BLOCK_BYTES)
		die("pwrite");
}

int main(int argc, char **argv)
{
	uint64_t interval_us, warm_up, count, number, begin_us, blocks, *times;
	int device;

	if (argc != 5)
		return 2;
	interval_us = 1000000 / strtoull(argv[2], NULL, 10);
	warm_up = strtoull(argv[3], NULL, 10) * 1000000 / interval_us;
	count = warm_up + strtoull(argv[4], NULL, 10) * 1000000 / interval_us;
	times = calloc(count, sizeof(*times));
	device = open(argv[1], O_WRONLY | O_DIRECT | O_DSYNC);
	if (!times || device < 0)
		die(argv[1]);
	blocks = (uint64_t)lseek(device, 0, SEEK_END) / BLOCK_BYTES;
	setpriority(PRIO_PROCESS, 0, -20);

	begin_us = now_us() + interval_us;
	for (number = 0; number < count; number++) {
		uint64_t due_us = begin_us + number * interval_us;

		sleep_until(due_us);
		write_somewhere(device, blocks);
		times[number] = now_us() - due_us;
	}

	for (number = warm_up; number < count; number++)
		printf("%" PRIu64 "%c", times[number], number + 1 < count ? ' ' : '\n');
	return 0;
}
