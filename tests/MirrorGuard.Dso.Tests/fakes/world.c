/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "world.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_DEVICES = 32, NAME_BYTES = 128 };

struct device {
	char name[NAME_BYTES];
	char status[WORLD_TEXT_BYTES];
};

struct plan {
	char volume[NAME_BYTES];
	char device[NAME_BYTES];
	char status[WORLD_TEXT_BYTES];
	int failures;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct device devices[MAX_DEVICES];
static struct plan plans[MAX_DEVICES];
static int repairs_are_held;
static int is_finished, finished_well;

void world_say(const char *format, ...)
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

static void copy(char *to, size_t bytes, const char *from)
{
	snprintf(to, bytes, "%s", from);
}

/* A slot whose name matches, or the first free one; both tables begin with the name. */
static void *slot(void *table, size_t bytes, const char *name)
{
	char *entry = table;
	int i;

	for (i = 0; i < MAX_DEVICES - 1 && *entry && strcmp(entry, name); i++)
		entry += bytes;
	return entry;
}

/* The lock is held. */
static void set_status(const char *name, const char *status)
{
	struct device *device = slot(devices, sizeof(*devices), name);

	copy(device->name, sizeof(device->name), name);
	copy(device->status, sizeof(device->status), status);
}

void world_set_status(const char *device, const char *status)
{
	pthread_mutex_lock(&lock);
	set_status(device, status);
	pthread_mutex_unlock(&lock);
}

void world_get_status(const char *device, char text[WORLD_TEXT_BYTES])
{
	const struct device *found;

	pthread_mutex_lock(&lock);
	found = slot(devices, sizeof(*devices), device);
	copy(text, WORLD_TEXT_BYTES, *found->name ? found->status : "gone");
	pthread_mutex_unlock(&lock);
}

void world_hold_repairs(int hold)
{
	pthread_mutex_lock(&lock);
	repairs_are_held = hold;
	pthread_mutex_unlock(&lock);
}

void world_finish_repair(int succeeds, const char *device, const char *status)
{
	pthread_mutex_lock(&lock);
	if (*status)
		set_status(device, status);
	is_finished = 1;
	finished_well = succeeds;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

void world_plan_repair(const char *volume, int failures, const char *device, const char *status)
{
	struct plan *plan;

	pthread_mutex_lock(&lock);
	plan = slot(plans, sizeof(*plans), volume);
	copy(plan->volume, sizeof(plan->volume), volume);
	copy(plan->device, sizeof(plan->device), device);
	copy(plan->status, sizeof(plan->status), status);
	plan->failures = failures;
	pthread_mutex_unlock(&lock);
}

static int wait_for_finish(void)
{
	while (!is_finished)
		pthread_cond_wait(&changed, &lock);
	is_finished = 0;
	return finished_well;
}

static int follow_plan(struct plan *plan)
{
	if (plan->failures > 0) {
		plan->failures--;
		return 0;
	}
	if (*plan->volume)
		set_status(plan->device, plan->status);
	return 1;
}

int world_repair(const char *volume)
{
	int succeeds;

	pthread_mutex_lock(&lock);
	succeeds = repairs_are_held ? wait_for_finish() : follow_plan(slot(plans, sizeof(*plans), volume));
	pthread_mutex_unlock(&lock);
	return succeeds;
}
