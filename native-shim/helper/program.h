/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A received program, once it is known to be well formed. */
#ifndef MIRRORGUARD_PROGRAM_H
#define MIRRORGUARD_PROGRAM_H

#include <stddef.h>

#include "protocol.h"

struct program {
	uint32_t id;
	int is_aside;
	unsigned step_count;
	const struct step_head *steps[MAX_STEPS];	/* within the message */
};

/* What a program is refused for before anything of it ran: 0, or an errno, and at which step (-1: no single one). */
struct program_fault {
	int error_number;
	int step;
};

/*
 * Takes a message apart; the message is aligned to eight bytes and outlives the program. EPROTO:
 * it is malformed. EINVAL: its steps would not leave things in order (see StepProgram). The id is
 * set whenever there is one.
 */
struct program_fault program_parse(const void *message, size_t length, struct program *program);

/* The texts; each ends in a NUL. */
const char *step_first(const struct step_head *step);
const char *step_second(const struct step_head *step);

int device_equal(struct device_number left, struct device_number right);

#endif
