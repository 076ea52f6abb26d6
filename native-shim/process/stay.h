/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a program that dmeventd starts becomes a process of its own, of which dmeventd need know no more than a socket. */
#ifndef MIRRORGUARD_STAY_H
#define MIRRORGUARD_STAY_H

/* The descriptor on which it finds its end of the socket. */
#define PROCESS_SOCKET 3

/*
 * For main: the process that dmeventd started ends as soon as the one that stays is ready, and the result is
 * its exit code, an errno, 0 for none. So dmeventd has no child that could become a zombie; init has.
 * `set_up` gives an errno; `serve` returns when the other side is gone.
 */
int process_stay(int argument_count, const char *name, int (*set_up)(void), void (*serve)(void));

#endif
