/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The signal mask around managed code.
 *
 * dmeventd blocks nearly everything in its threads. Managed code needs the four fault signals,
 * or a null dereference kills the daemon instead of throwing, and SIGRTMIN, with which the
 * garbage collector stops threads. Everything else is blocked meanwhile, so that threads which
 * managed code starts inherit a mask that takes no SIGTERM meant for dmeventd.
 */
#ifndef MIRRORGUARD_SIGNAL_MASK_H
#define MIRRORGUARD_SIGNAL_MASK_H

#include <signal.h>

void signal_mask_enter(sigset_t *callers);
void signal_mask_leave(const sigset_t *callers);

#endif
