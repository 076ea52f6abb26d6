/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "watchdog.h"

#include <errno.h>
#include <pthread.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "group_lock.h"

/* Of which a call or two is used; locked in memory like all else. */
#define STACK_BYTES (16 * 1024)

static int timer = -1;

static void *watch(void *nothing)
{
	uint64_t expirations;

	for (;;)
		if (read(timer, &expirations, sizeof(expirations)) == sizeof(expirations))
			group_lock_give_up();
	return nothing;
}

/* Some machines want more. */
static size_t stack_bytes(void)
{
	long least = sysconf(_SC_THREAD_STACK_MIN);

	return least > STACK_BYTES ? (size_t)least : STACK_BYTES;
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
		error = pthread_attr_setstacksize(&attributes, stack_bytes());
	if (!error)
		error = pthread_create(&thread, &attributes, watch, NULL);
	return error;
}

void watchdog_set(uint64_t seconds)
{
	const struct itimerspec due = { .it_value.tv_sec = (time_t)seconds };

	if (timer >= 0)
		timerfd_settime(timer, 0, &due, NULL);
}

void watchdog_leave(void)
{
	close(timer);
	timer = -1;
}
