/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Programs that may wait for a dead disk for minutes, each in a child of its own, so that the helper
 * is there for what holds writes. A child answers to the helper, not to the DSO: if it had the DSO's
 * socket, the end of the helper would go unnoticed until the child's.
 */
#ifndef MIRRORGUARD_ASIDE_H
#define MIRRORGUARD_ASIDE_H

#include <poll.h>

#include "program.h"

#define MAX_ASIDE 4

/* Starts a child. 0, or an errno; EAGAIN: there are enough of them. */
int aside_start(const struct program *program, int dso_socket);

/* Fills in what to poll for: MAX_ASIDE entries, unused ones with a negative descriptor. */
void aside_poll(struct pollfd *polled);

/* Takes the reply of the child that a polled entry belongs to; one that died gets one that says ECHILD. */
void aside_finish(const struct pollfd *polled, struct reply_message *reply);

#endif
