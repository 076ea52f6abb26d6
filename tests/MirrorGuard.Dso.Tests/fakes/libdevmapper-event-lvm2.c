/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* LVM inside dmeventd: records what it is asked for, and whether it was asked as it must be. */
#include <pthread.h>
#include <string.h>

#include "world.h"

int dmeventd_lvm2_init(void);
void dmeventd_lvm2_exit(void);
void dmeventd_lvm2_lock(void);
void dmeventd_lvm2_unlock(void);
int dmeventd_lvm2_run(const char *cmdline);

static pthread_mutex_t event_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;
static int references, running, is_locked;

static void count(int *counter, int change, const char *what)
{
	pthread_mutex_lock(&count_lock);
	*counter += change;
	world_say("lvm %s references=%d", what, references);
	if (!references && running)
		world_say("MISUSE the LVM handle was destroyed while a command ran");
	pthread_mutex_unlock(&count_lock);
}

int dmeventd_lvm2_init(void)
{
	count(&references, 1, "init");
	return 1;
}

void dmeventd_lvm2_exit(void)
{
	count(&references, -1, "exit");
}

void dmeventd_lvm2_lock(void)
{
	pthread_mutex_lock(&event_lock);
	is_locked = 1;
}

void dmeventd_lvm2_unlock(void)
{
	is_locked = 0;
	pthread_mutex_unlock(&event_lock);
}

int dmeventd_lvm2_run(const char *cmdline)
{
	const char *volume = strrchr(cmdline, ' ');
	int succeeded;

	if (!is_locked)
		world_say("MISUSE a command was run without the lock");
	if (!references)
		world_say("MISUSE a command was run without a handle");
	count(&running, 1, "runs");
	world_say("lvm> %s", cmdline);
	succeeded = world_repair(volume ? volume + 1 : "");
	world_say("lvm< %d %s", succeeded, cmdline);
	count(&running, -1, "ran");
	return succeeded;
}
