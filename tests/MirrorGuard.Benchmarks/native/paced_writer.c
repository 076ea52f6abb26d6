/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * paced_writer DEVICE PER_SECOND: until it is killed, writes 4 KiB at random places of a device at a steady rate, each
 * write durable before the next. How long each took, in microseconds, is 32 bits of its output, a file, at once: whoever
 * measures takes the times of those writes that fell into a window, and the writer itself is disturbed by nothing.
 *
 * The loop is open: a write's time counts from when it was due, however long those before it took. Otherwise
 * one that is held up would hide those that should have been made meanwhile.
 *
 * It has the highest priority, so that a busy processor does not look like a slow disk. After PLACES writes it begins
 * with the first place again: the disks are in memory, which is slow when it is first used, and ends.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_BYTES 4096
#define PLACES 4096

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

static void print(uint64_t us)
{
	uint32_t time = us > UINT32_MAX ? UINT32_MAX : (uint32_t)us;

	if (write(STDOUT_FILENO, &time, sizeof(time)) != sizeof(time))
		die("times");
}

int main(int argc, char **argv)
{
	uint64_t interval_us, due_us, blocks, number = 0;
	int device;

	if (argc != 3)
		return 2;
	interval_us = 1000000 / strtoull(argv[2], NULL, 10);
	device = open(argv[1], O_WRONLY | O_DIRECT | O_DSYNC);
	if (device < 0)
		die(argv[1]);
	blocks = (uint64_t)lseek(device, 0, SEEK_END) / BLOCK_BYTES;
	setpriority(PRIO_PROCESS, 0, -20);

	for (due_us = now_us() + interval_us;; due_us += interval_us) {
		if (number++ % PLACES == 0)
			srandom(1);
		sleep_until(due_us);
		write_somewhere(device, blocks);
		print(now_us() - due_us);
	}
}
