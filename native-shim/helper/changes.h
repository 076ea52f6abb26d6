/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the running program has begun on dm devices and not yet ended: tables loaded but not
 * swapped in, devices suspended. When the program fails, it is taken back.
 */
#ifndef MIRRORGUARD_CHANGES_H
#define MIRRORGUARD_CHANGES_H

#include "protocol.h"

/* Each runs its step and keeps account of it. All give 0, or an errno. */
int change_load(const struct step_head *step);
int change_clear(struct device_number device);
int change_suspend(struct device_number device);
int change_resume(struct device_number device);

/* Clears what is loaded, then resumes what is suspended; in this order, or the resume would swap the table in. */
void changes_undo(void);

/* Only that: where a table that is loaded may be somebody else's by now. */
void changes_resume(void);

/* Forgets the last program; gives the longest time for which it had a device suspended. */
int64_t changes_end(void);

#endif
