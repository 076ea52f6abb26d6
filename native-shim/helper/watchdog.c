/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "watchdog.h"

#include <errno.h>
#include <pthread.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "group_lock.h"

/* Locked in memory like all else. */
#define STACK_BYTES (16 * 1024)

static _Alignas(64) char stack[STACK_BYTES];
static int timer = -1;

static void *watch(void *nothing)
{
	uint64_t expirations;

	for (;;)
		if (read(timer, &expirations, sizeof(expirations)) == sizeof(expirations))
			group_lock_give_up();
	return nothing;
}

int watchdog_start(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	int error;

	timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (timer < 0)
		return errno;
	error = pthread_attr_init(&attributes);
	if (!error)
		error = pthread_attr_setstack(&attributes, stack, sizeof(stack));
	if (!error)
		error = pthread_create(&thread, &attributes, watch, NULL);
	return error;
}

void watchdog_set(uint64_t seconds)
{
	const struct itimerspec due = { .it_value.tv_sec = (time_t)seconds };

	timerfd_settime(timer, 0, &due, NULL);
}
