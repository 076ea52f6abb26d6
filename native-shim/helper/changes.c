/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "changes.h"

#include <string.h>
#include <time.h>

#include "mapper.h"
#include "program.h"

/* A device that stays suspended stops whatever uses it, so a resume that fails is tried again; no error of it is known to pass. */
static const int RESUME_ATTEMPTS = 3;

static struct change {
	struct device_number device;
	int is_loaded;
	int owes_resume;	/* we suspended it, or a resume of ours failed halfway */
	int64_t suspended_at;	/* 0: not by us */
} changes[MAX_STEPS];
static unsigned change_count;
static int64_t longest_held;

static int64_t now_microseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static struct change *change_of(struct device_number device)
{
	unsigned index;

	for (index = 0; index < change_count; index++)
		if (device_equal(changes[index].device, device))
			return &changes[index];
	changes[change_count].device = device;
	return &changes[change_count++];
}

int change_load(const struct step_head *step)
{
	int error = mapper_load(step);

	if (!error)
		change_of(step->device)->is_loaded = 1;
	return error;
}

int change_clear(struct device_number device)
{
	int error = mapper_clear(device);

	if (!error)
		change_of(device)->is_loaded = 0;
	return error;
}

int change_suspend(struct device_number device)
{
	struct change *change = change_of(device);
	int64_t started_at = now_microseconds();
	int error = mapper_suspend(device);

	if (!error) {
		change->owes_resume = 1;
		change->suspended_at = started_at;
	}
	return error;
}

static void end_hold(struct change *change)
{
	int64_t held = change->suspended_at ? now_microseconds() - change->suspended_at : 0;

	if (held > longest_held)
		longest_held = held;
	change->owes_resume = 0;
	change->suspended_at = 0;
}

int change_resume(struct device_number device)
{
	struct change *change = change_of(device);
	int error = mapper_resume(device);

	/* The kernel may have suspended by itself before it failed. */
	if (error) {
		change->owes_resume = 1;
		return error;
	}
	change->is_loaded = 0;
	end_hold(change);
	return 0;
}

static void resume_by_all_means(struct change *change)
{
	int attempt;

	for (attempt = 0; attempt < RESUME_ATTEMPTS && mapper_is_suspended(change->device); attempt++)
		if (!mapper_resume(change->device))
			break;
	end_hold(change);
}

void changes_undo(void)
{
	unsigned index;

	for (index = 0; index < change_count; index++)
		if (changes[index].is_loaded)
			change_clear(changes[index].device);
	changes_resume();
}

void changes_resume(void)
{
	unsigned index;

	for (index = change_count; index--;)
		if (changes[index].owes_resume)
			resume_by_all_means(&changes[index]);
}

int64_t changes_end(void)
{
	int64_t longest = longest_held;

	memset(changes, 0, sizeof(changes));
	change_count = 0;
	longest_held = 0;
	return longest;
}
