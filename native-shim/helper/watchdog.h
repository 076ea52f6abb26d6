/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The kernel may never finish a suspend, and whoever asked for it can then do nothing more. A thread
 * that sleeps until a program has lasted too long gives LVM's lock back in its stead.
 */
#ifndef MIRRORGUARD_WATCHDOG_H
#define MIRRORGUARD_WATCHDOG_H

#include <stdint.h>

/* 0, or an errno. */
int watchdog_start(void);

/* The program that begins has this long; 0: as long as it takes. */
void watchdog_set(uint64_t seconds);

/* In a child, which has the timer with its parent: it leaves it alone. */
void watchdog_leave(void);

#endif
