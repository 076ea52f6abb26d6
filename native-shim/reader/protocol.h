/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the DSO and a reader say to each other: one request, one message (SOCK_SEQPACKET); one answer, one
 * message. Both run on one machine, so numbers are in its own byte order.
 * In C#: MirrorGuard.Core, Scan/Messages.
 */
#ifndef MIRRORGUARD_READER_PROTOCOL_H
#define MIRRORGUARD_READER_PROTOCOL_H

#include <stdint.h>

#include "device_number.h"

#define COMPARE_MAGIC 0x3143474du	/* "MGC1" */
#define COMPARISON_MAGIC 0x3144474du	/* "MGD1" */

#define MAX_LEGS 9			/* of a mirror: the kernel's DM_KCOPYD_MAX_REGIONS + 1 */
#define MAX_COMPARED_BYTES (16 * 1024 * 1024)
#define MAX_LOCK_PATH 255

/* What fits an answer; a reader that has no room for a chunk's worth ends early, and says how far it came. */
#define MAX_UNREADABLE 32
#define MAX_DIFFERENCES 256

enum compare_outcome {
	COMPARE_DONE,
	COMPARE_REFUSED,	/* somebody has the volume group's lock: LVM changes something */
	COMPARE_FAILED
};

struct compare_message {
	uint32_t magic;
	uint32_t id;
	uint32_t leg_count;
	uint32_t block_bytes;		/* the smallest piece that can differ: 512 or 4096 */
	uint64_t offset;
	uint64_t length;
	struct device_number legs[MAX_LEGS];
	char lock_path[MAX_LOCK_PATH + 1];	/* LVM's; "" for none */
};

struct unreadable_message {
	uint64_t offset;
	uint32_t length;
	uint16_t leg;
	uint16_t error_number;
};

/* Within a page of 4096 bytes: what differs beyond is another difference. */
struct difference_message {
	uint64_t offset;
	uint64_t length;
	uint64_t digests[MAX_LEGS];	/* of what each leg holds there; 0 where it could not be read */
};

struct comparison_head {
	uint32_t magic;
	uint32_t id;
	uint32_t outcome;
	int32_t error_number;
	int32_t failed_leg;		/* -1: none */
	uint32_t unreadable_count;
	uint32_t difference_count;
	uint32_t reserved;
	uint64_t compared;		/* bytes, from the start */
	int64_t elapsed_microseconds;
	int64_t longest_microseconds;	/* one read of one leg */
};

struct comparison_message {
	struct comparison_head head;
	struct unreadable_message unreadable[MAX_UNREADABLE];
	struct difference_message differences[MAX_DIFFERENCES];
};

#endif
