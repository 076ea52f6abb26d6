/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Runs a program from its first step to its end, and undoes what a failure left half done. */
#ifndef MIRRORGUARD_RUN_H
#define MIRRORGUARD_RUN_H

#include "program.h"

/* `reply` has been prepared by reply_begin and is complete afterwards. */
void program_run(const struct program *program, struct reply_message *reply);

/* A reply to `id` that says: done. */
void reply_begin(struct reply_message *reply, uint32_t id);

/* Says what went wrong instead. */
void reply_fault(struct reply_message *reply, enum step_outcome outcome, int step, int error_number);

#endif
