/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The helper works while writes are held, and those may be the very ones that would make memory
 * free or bring a page of it back: all of it stays resident.
 */
#ifndef MIRRORGUARD_MEMORY_H
#define MIRRORGUARD_MEMORY_H

/* Once in each process: a fork does not inherit it. 0, or an errno. */
int memory_lock(void);

#endif
