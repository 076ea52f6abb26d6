/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "managed.h"

#include <malloc.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

#include "log.h"
#include "managed_exports.h"
#include "signal_mask.h"

/*
 * dmeventd may run under mlockall, where a thread's whole stack is resident: the runtime's
 * finalizer thread would take `ulimit -s`, 8 MiB, of which it needs next to nothing.
 */
static const size_t RUNTIME_THREAD_STACK_BYTES = 256 * 1024;

/*
 * Under mlockall each malloc arena counts 64 MiB as locked, and each thread that allocates gets one
 * of its own: with a mirror per thread that is what fills memory. dmeventd's threads hardly allocate
 * at the same time, so two arenas serve them all.
 */
static const int MALLOC_ARENAS = 2;

static pthread_mutex_t start_lock = PTHREAD_MUTEX_INITIALIZER;
static enum { UNTRIED, RUNNING, FAILED } start_state = UNTRIED;

/*
 * A runtime that cannot start (no memory, an absurd setting in the environment) calls abort(),
 * which would take dmeventd along. POSIX lets a SIGABRT handler leave abort() by a jump; for the
 * moment of the start, and on the starting thread only, ours does. Trying the start in a forked
 * child first was rejected: the child has not the parent's memory locks and limits, so it proves
 * nothing.
 */
static sigjmp_buf start_aborted;
static pthread_t starting_thread;

static void leave_abort(int signal_number)
{
	(void)signal_number;
	if (pthread_equal(pthread_self(), starting_thread))
		siglongjmp(start_aborted, 1);
}

static int start_guarded(void)
{
	struct sigaction guard = { .sa_handler = leave_abort }, before;
	sigset_t abort_only;
	int started;

	starting_thread = pthread_self();
	sigemptyset(&guard.sa_mask);
	if (sigaction(SIGABRT, &guard, &before))
		return 0;

	/* Since glibc 2.41 abort() no longer unblocks its own signal, and would go past the handler. */
	sigemptyset(&abort_only);
	sigaddset(&abort_only, SIGABRT);
	pthread_sigmask(SIG_UNBLOCK, &abort_only, NULL);

	/* 1: the mask is saved, since the jump leaves a handler that blocks SIGABRT. */
	started = sigsetjmp(start_aborted, 1) ? 0 : mirrorguard_start() == MANAGED_OK;

	sigaction(SIGABRT, &before, NULL);
	return started;
}

static int start_with_small_stacks(void)
{
	pthread_attr_t small, before;
	int has_default, started;

	has_default = !pthread_getattr_default_np(&before);
	if (has_default && !pthread_attr_init(&small)) {
		pthread_attr_setstacksize(&small, RUNTIME_THREAD_STACK_BYTES);
		pthread_setattr_default_np(&small);
		pthread_attr_destroy(&small);
	}

	started = start_guarded();

	if (has_default) {
		pthread_setattr_default_np(&before);
		pthread_attr_destroy(&before);
	}
	return started;
}

int managed_start(void)
{
	sigset_t callers;
	int running;

	pthread_mutex_lock(&start_lock);
	if (start_state == UNTRIED) {
		mallopt(M_ARENA_MAX, MALLOC_ARENAS);
		signal_mask_enter(&callers);
		start_state = start_with_small_stacks() ? RUNNING : FAILED;
		signal_mask_leave(&callers);
		if (start_state == FAILED)
			log_line(LOG_LEVEL_ERROR, "MirrorGuard's managed code could not start in this "
				 "process; every mirror is left to LVM's own mirror DSO until dmeventd restarts.");
	}
	running = start_state == RUNNING;
	pthread_mutex_unlock(&start_lock);

	return running;
}

enum managed_result managed_register(uint64_t registration_id, const char *device, const char *uuid,
				     int major, int minor, void **state)
{
	sigset_t callers;
	int result;

	signal_mask_enter(&callers);
	result = mirrorguard_register(registration_id, device, uuid, major, minor, state);
	signal_mask_leave(&callers);

	return result;
}

enum managed_result managed_process_event(void *state, struct dm_task *dmt, int event_mask)
{
	sigset_t callers;
	int result;

	signal_mask_enter(&callers);
	result = mirrorguard_process_event(state, dmt, event_mask);
	signal_mask_leave(&callers);

	return result;
}

void managed_unregister(void *state)
{
	sigset_t callers;

	signal_mask_enter(&callers);
	mirrorguard_unregister(state);
	signal_mask_leave(&callers);
}
