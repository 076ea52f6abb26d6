/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "call.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local sigset_t mask_before;

void say(const char *format, ...)
{
	va_list arguments;

	flockfile(stdout);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
	funlockfile(stdout);
}

static int find(const struct dso *dso, const char *symbol, void *function)
{
	void *address = dlsym(dso->handle, symbol);

	memcpy(function, &address, sizeof(address));
	return address != NULL;
}

int dso_load(struct dso *dso, const char *path)
{
	dso->handle = dlopen(path, RTLD_NOW);
	if (!dso->handle) {
		say("dlopen failed: %s", dlerror());
		return 0;
	}
	if (!find(dso, "process_event", &dso->process_event) ||
	    !find(dso, "register_device", &dso->register_device) ||
	    !find(dso, "unregister_device", &dso->unregister_device)) {
		say("symbols missing");
		return 0;
	}
	return 1;
}

void call_begins(void)
{
	pthread_sigmask(SIG_SETMASK, NULL, &mask_before);
}

/* Member by member: the tail of a sigset_t is not the kernel's. */
static int is_same_mask(const sigset_t *left, const sigset_t *right)
{
	int signal_number;

	for (signal_number = 1; signal_number <= SIGRTMAX; signal_number++)
		if (sigismember(left, signal_number) != sigismember(right, signal_number))
			return 0;
	return 1;
}

void call_returned(const char *what, const char *label, int result)
{
	sigset_t mask_after, pending;

	pthread_sigmask(SIG_SETMASK, NULL, &mask_after);
	sigpending(&pending);
	say("returned %s %s %d mask=%s alarm=%s", what, label, result,
	    is_same_mask(&mask_before, &mask_after) ? "same" : "CHANGED",
	    sigismember(&pending, SIGALRM) ? "PENDING" : "no");
}
