/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the DSO and its helper say to each other: one program, one message (SOCK_SEQPACKET); one
 * reply, one message. Both run on one machine, so numbers are in its own byte order.
 * In C#: MirrorGuard.Core, Steps/; what a step does is said at StepProgram.
 */
#ifndef MIRRORGUARD_PROTOCOL_H
#define MIRRORGUARD_PROTOCOL_H

#include <stdint.h>

#include "device_number.h"

#define PROGRAM_MAGIC 0x3153474du	/* "MGS1" */
#define REPLY_MAGIC 0x3152474du		/* "MGR1" */

#define PROGRAM_ASIDE 1u		/* the only flag */

#define MAX_BYTES (16 * 1024)
#define MAX_STEPS 64
#define MAX_PATH_LENGTH 255
#define MAX_PARAMETERS_LENGTH 2047
#define MAX_CONTENT_LENGTH (8 * 1024)
#define MAX_TYPE_LENGTH 15
#define PV_UUID_LENGTH 32

enum step_kind {
	STEP_LOCK_GROUP = 1,
	STEP_EXPECT,
	STEP_LOAD,
	STEP_CLEAR,
	STEP_SUSPEND,
	STEP_RESUME,
	STEP_RECORD,
	STEP_FORGET,
	STEP_IDENTIFY,
	STEP_EXPECT_DISK,
	STEP_READ,
	STEP_COPY,
	STEP_EXPECT_EVENTS,
	STEP_KEEP,
	STEP_EXPECT_CONTENT
};

enum step_outcome {
	OUTCOME_DONE,
	OUTCOME_REFUSED,
	OUTCOME_FAILED
};

struct program_head {
	uint32_t magic;
	uint32_t id;
	uint32_t flags;
	uint32_t step_count;
	uint32_t length;		/* of the whole program */
	uint32_t reserved;
};

/*
 * Two texts follow, each with a NUL behind it that its length does not count, then zeros up to a
 * multiple of eight bytes. The first: path, target type or PV UUID; the second: parameters or content.
 */
struct step_head {
	uint32_t kind;
	uint32_t length;		/* of the whole step */
	struct device_number device;
	struct device_number target;
	uint64_t sectors;
	uint64_t offset;		/* of a lock: for how many seconds; of events: their number */
	uint64_t target_offset;		/* of an expected content: its digest */
	uint32_t range_bytes;
	uint16_t first_length;
	uint16_t second_length;
};

struct reply_message {
	uint32_t magic;
	uint32_t id;
	uint32_t outcome;
	int32_t failed_step;		/* from 0; -1: none, or the program as a whole */
	int32_t error_number;
	uint32_t reserved;
	int64_t held_microseconds;
	uint64_t disk_sectors;
	char disk_uuid[PV_UUID_LENGTH];
	uint64_t digest;		/* of what was kept */
};

#endif
