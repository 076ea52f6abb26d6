/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * slow_disk DEVICE FILE LEAST_US MOST_US KIB_PER_S: an nbd device over a file, as slow as a real disk. The file
 * may have holes, and be in memory.
 *
 * It has one head: requests are served one after the other, in the order in which the kernel sent them. One
 * that does not begin where the last one ended takes LEAST_US to MOST_US until the place is reached; its bytes
 * take their time after that. It has no cache of its own: a write is answered once it is done, and nothing
 * needs a flush. So whoever reads keeps writers waiting as on a real disk, which dm-delay (each request waits
 * for itself alone, in steps of 10 ms on this kernel) would not show.
 */
#include <arpa/inet.h>
#include <endian.h>
#include <fcntl.h>
#include <linux/nbd.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_BYTES 512
#define LATE_US 1000
#define LARGEST_REQUEST (32 * 1024 * 1024)

static unsigned char buffer[LARGEST_REQUEST];

static struct {
	int file;
	uint64_t least_us, most_us, kib_per_s;
	uint64_t head;		/* where the last request ended */
	uint64_t free_at_us;	/* when it ended */
} disk;

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

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL))
		;
}

static void receive(int side, void *data, size_t length)
{
	while (length) {
		ssize_t got = recv(side, data, length, MSG_WAITALL);

		if (got <= 0)
			exit(0);
		data = (char *)data + got;
		length -= (size_t)got;
	}
}

static void reply(int side, const void *data, size_t length)
{
	while (length) {
		ssize_t sent = send(side, data, length, MSG_NOSIGNAL);

		if (sent <= 0)
			exit(0);
		data = (const char *)data + sent;
		length -= (size_t)sent;
	}
}

/* What a request is taken up late by, for want of the processor, is made up for. */
static void move_head(uint64_t offset, uint64_t length)
{
	uint64_t now = now_us();
	uint64_t begin = disk.free_at_us + LATE_US > now ? disk.free_at_us : now;

	if (offset != disk.head)
		begin += disk.least_us + (uint64_t)random() % (disk.most_us - disk.least_us + 1);
	disk.free_at_us = begin + length * 1000000 / 1024 / disk.kib_per_s;
	disk.head = offset + length;
	sleep_until(disk.free_at_us);
}

static void transfer(uint32_t type, size_t length, off_t offset)
{
	ssize_t done = type == NBD_CMD_WRITE ? pwrite(disk.file, buffer, length, offset) : pread(disk.file, buffer, length, offset);

	if (done != (ssize_t)length)
		die("transfer");
}

static void serve(int side)
{
	struct nbd_request request;
	struct nbd_reply answer = { .magic = htonl(NBD_REPLY_MAGIC) };

	for (;;) {
		uint64_t offset;
		uint32_t length, type;

		receive(side, &request, sizeof(request));
		type = ntohl(request.type);
		offset = be64toh(request.from);
		length = ntohl(request.len);
		if (type == NBD_CMD_DISC)
			exit(0);
		if (length > sizeof(buffer))
			exit(1);
		if (type == NBD_CMD_WRITE)
			receive(side, buffer, length);
		transfer(type, length, (off_t)offset);
		move_head(offset, length);
		memcpy(answer.handle, request.handle, sizeof(answer.handle));
		reply(side, &answer, sizeof(answer));
		if (type == NBD_CMD_READ)
			reply(side, buffer, length);
	}
}

/* What is answered late for want of the processor would be the processor's slowness, not the disk's. */
static void be_hardware(void)
{
	struct sched_param highest = { .sched_priority = sched_get_priority_max(SCHED_FIFO) };

	if (sched_setscheduler(0, SCHED_FIFO, &highest))
		die("sched_setscheduler");
}

static void attach(const char *device, int side)
{
	unsigned long blocks = (unsigned long)lseek(disk.file, 0, SEEK_END) / BLOCK_BYTES;
	int nbd = open(device, O_RDWR);

	if (nbd < 0)
		die(device);
	if (ioctl(nbd, NBD_SET_BLKSIZE, (unsigned long)BLOCK_BYTES) || ioctl(nbd, NBD_SET_SIZE_BLOCKS, blocks) ||
	    ioctl(nbd, NBD_SET_FLAGS, 0UL) || ioctl(nbd, NBD_SET_SOCK, side))
		die("nbd");
	if (ioctl(nbd, NBD_DO_IT))
		die("NBD_DO_IT");
	exit(0);
}

int main(int argc, char **argv)
{
	int sides[2];

	if (argc != 6)
		return 2;
	disk.file = open(argv[2], O_RDWR);
	disk.least_us = strtoull(argv[3], NULL, 10);
	disk.most_us = strtoull(argv[4], NULL, 10);
	disk.kib_per_s = strtoull(argv[5], NULL, 10);
	if (disk.file < 0)
		die(argv[2]);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sides))
		die("socketpair");
	switch (fork()) {
	case -1:
		die("fork");
		break;
	case 0:
		close(sides[1]);
		attach(argv[1], sides[0]);
		break;
	default:
		close(sides[0]);
		be_hardware();
		serve(sides[1]);
	}
	return 1;
}
