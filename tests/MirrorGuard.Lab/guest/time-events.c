/*
 * Preloaded into dmeventd: for each event, how long the plugin kept dmeventd's
 * thread, as "DEVICE MICROSECONDS" in /run/lab/events.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RESULTS "/run/lab/events"

typedef void *find_symbol(void *, const char *);
typedef void handle_event(void *, int, void **);
typedef const char *name_of_task(const void *);

void *dlsym(void *library, const char *name);

static handle_event *process_event;

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void timed_process_event(void *task, int events, void **state)
{
	name_of_task *name_of = (name_of_task *) dlsym(RTLD_DEFAULT, "dm_task_get_name");
	int64_t start_us = now_us();
	int results;

	process_event(task, events, state);
	results = open(RESULTS, O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (results < 0)
		return;
	dprintf(results, "%s %jd\n", name_of(task), (intmax_t) (now_us() - start_us));
	close(results);
}

/* How dmeventd finds a plugin's entry points. */
void *dlsym(void *library, const char *name)
{
	static find_symbol *real;

	if (!real)
		real = (find_symbol *) dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
	if (strcmp(name, "process_event"))
		return real(library, name);
	process_event = (handle_event *) real(library, name);
	return process_event ? (void *) timed_process_event : NULL;
}
