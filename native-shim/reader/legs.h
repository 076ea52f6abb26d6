/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The legs of one request: opened, read all at once, closed. */
#ifndef MIRRORGUARD_LEGS_H
#define MIRRORGUARD_LEGS_H

#include <stddef.h>

#include "protocol.h"

/* One chunk is compared while the next is read. */
#define CHUNKS_IN_FLIGHT 2

/* 0 or an errno; once. */
int legs_set_up(void);

/* 0, or an errno and the leg. Open legs would be in the way of whoever deactivates the volume: closed with each request. */
int legs_open(const struct compare_message *request, int *leg);

/* Bytes read of each leg at a time. */
size_t legs_chunk(void);

/* Begins to read a chunk of every leg into one of the places in flight. 0 or an errno. */
int legs_begin(unsigned place, uint64_t offset, size_t length);

/* Waits for a chunk on every leg. */
void legs_await(unsigned place);

/* What was read of a leg. */
const unsigned char *legs_read(unsigned place, unsigned leg);

/* 0, or the errno of what kept the chunk from being read. */
int legs_error(unsigned place, unsigned leg);

/* The longest read since the legs were opened. */
int64_t legs_longest(void);

/* Waits for what is under way. */
void legs_close(void);

int64_t now_microseconds(void);

#endif
