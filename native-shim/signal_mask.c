/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "signal_mask.h"

#include <stddef.h>

void signal_mask_enter(sigset_t *callers)
{
	sigset_t managed;

	sigfillset(&managed);
	sigdelset(&managed, SIGSEGV);
	sigdelset(&managed, SIGFPE);
	sigdelset(&managed, SIGBUS);
	sigdelset(&managed, SIGILL);
	sigdelset(&managed, SIGRTMIN);
	pthread_sigmask(SIG_SETMASK, &managed, callers);
}

void signal_mask_leave(const sigset_t *callers)
{
	pthread_sigmask(SIG_SETMASK, callers, NULL);
}
