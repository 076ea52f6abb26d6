/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "monitor.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <libdevmapper.h>
#include <libdevmapper-event.h>

/* dmeventd.c: THREAD_STACK_SIZE, and the page that glibc takes for the guard. */
enum { THREAD_STACK_BYTES = 300 * 1024 };

/* What the kernel would be: FACTS has no use for them but to pass them on. */
enum { MAJOR = 254, MINOR = 7 };

static struct order next_order(struct monitor *monitor)
{
	struct order order;

	pthread_mutex_lock(&monitor->lock);
	while (monitor->first == monitor->next)
		pthread_cond_wait(&monitor->ordered, &monitor->lock);
	order = monitor->orders[monitor->first++ % MAX_ORDERS];
	pthread_mutex_unlock(&monitor->lock);
	return order;
}

/* The task of dmeventd carries the status of the moment at which the kernel woke it. */
static void raise_event(struct monitor *monitor)
{
	struct dm_task *dmt = monitor->world->task_create(DM_DEVICE_STATUS);

	monitor->world->task_set_uuid(dmt, monitor->uuid);
	monitor->world->task_run(dmt);
	monitor->dso->process_event(dmt, DM_EVENT_DEVICE_ERROR, &monitor->user);
	monitor->world->task_destroy(dmt);
}

static void raise_events(struct monitor *monitor, int count)
{
	call_begins();
	while (count-- > 0)
		raise_event(monitor);
	call_returned("event", monitor->label, 1);
}

static void set_mask(const char *name)
{
	sigset_t mask;

	sigfillset(&mask);
	if (!strcmp(name, "none"))
		sigemptyset(&mask);
	if (!strcmp(name, "alarm"))
		sigdelset(&mask, SIGALRM);
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

static void obey(struct monitor *monitor)
{
	struct order order = next_order(monitor);

	for (; order.kind != ORDER_END; order = next_order(monitor)) {
		if (order.kind == ORDER_MASK)
			set_mask(order.mask);
		else
			raise_events(monitor, order.count);
	}
	if (*order.mask)
		set_mask(order.mask);
}

/* As dmeventd, which unregisters also what could not be registered. */
static void *run(void *argument)
{
	struct monitor *monitor = argument;
	int result;

	say("thread %s %d", monitor->label, gettid());
	call_begins();
	result = monitor->dso->register_device(monitor->device, monitor->uuid, MAJOR, MINOR, &monitor->user);
	call_returned("register", monitor->label, result);

	obey(monitor);

	call_begins();
	result = monitor->dso->unregister_device(monitor->device, monitor->uuid, MAJOR, MINOR, &monitor->user);
	call_returned("unregister", monitor->label, result);

	monitor->is_ended = 1;
	return write(monitor->ended_pipe, "", 1) == 1 ? NULL : monitor;
}

int monitor_start(struct monitor *monitor)
{
	pthread_attr_t attributes;
	int failed;

	pthread_mutex_init(&monitor->lock, NULL);
	pthread_cond_init(&monitor->ordered, NULL);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, THREAD_STACK_BYTES + (size_t)getpagesize());
	monitor->is_running = 1;
	failed = pthread_create(&monitor->thread, &attributes, run, monitor);
	pthread_attr_destroy(&attributes);
	return !failed;
}

void monitor_order(struct monitor *monitor, const struct order *order)
{
	pthread_mutex_lock(&monitor->lock);
	monitor->orders[monitor->next++ % MAX_ORDERS] = *order;
	pthread_cond_signal(&monitor->ordered);
	pthread_mutex_unlock(&monitor->lock);
}
