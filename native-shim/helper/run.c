/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "run.h"

#include <errno.h>
#include <string.h>

#include "changes.h"
#include "disk.h"
#include "group_lock.h"
#include "keep.h"
#include "label.h"
#include "mapper.h"
#include "record.h"
#include "watchdog.h"

void reply_begin(struct reply_message *reply, uint32_t id)
{
	memset(reply, 0, sizeof(*reply));
	reply->magic = REPLY_MAGIC;
	reply->id = id;
	reply->failed_step = -1;
}

void reply_fault(struct reply_message *reply, enum step_outcome outcome, int step, int error_number)
{
	reply->outcome = outcome;
	reply->failed_step = step;
	reply->error_number = error_number;
}

static int identify(const struct step_head *step, struct reply_message *reply)
{
	const unsigned char *block;
	const char *uuid;
	int error = disk_sectors(step->device, &reply->disk_sectors);

	if (!error)
		error = disk_first_block(step->device, &block);
	if (error)
		return error;
	memset(reply->disk_uuid, 0, sizeof(reply->disk_uuid));
	uuid = label_uuid(block);
	if (uuid)
		memcpy(reply->disk_uuid, uuid, sizeof(reply->disk_uuid));
	return 0;
}

static int expect_disk(const struct step_head *step)
{
	const unsigned char *block;
	const char *uuid;
	uint64_t sectors;
	int error = disk_sectors(step->device, &sectors);

	if (!error)
		error = disk_first_block(step->device, &block);
	if (error)
		return error;
	uuid = label_uuid(block);
	return sectors == step->sectors && uuid && !memcmp(uuid, step_first(step), PV_UUID_LENGTH) ? 0 : ESTALE;
}

static int expect_content(const struct step_head *step)
{
	uint64_t digest;
	int error = disk_digest(step, &digest);

	if (error)
		return error;
	return digest == step->target_offset ? 0 : ESTALE;
}

static int run_step(const struct step_head *step, struct reply_message *reply)
{
	switch (step->kind) {
	case STEP_LOCK_GROUP:
		watchdog_set(step->offset);
		return group_lock_take(step_first(step));
	case STEP_EXPECT:
		return mapper_expect(step);
	case STEP_LOAD:
		return change_load(step);
	case STEP_CLEAR:
		return change_clear(step->device);
	case STEP_SUSPEND:
		return change_suspend(step->device);
	case STEP_RESUME:
		return change_resume(step->device);
	case STEP_RECORD:
		return record_write(step_first(step), step_second(step), step->second_length);
	case STEP_FORGET:
		return record_forget(step_first(step));
	case STEP_IDENTIFY:
		return identify(step, reply);
	case STEP_EXPECT_DISK:
		return expect_disk(step);
	case STEP_READ:
		return disk_read(step);
	case STEP_COPY:
		/* Nobody may come in between a write that hangs and what follows it. */
		watchdog_set(0);
		return disk_copy(step);
	case STEP_EXPECT_EVENTS:
		return mapper_expect_events(step);
	case STEP_KEEP:
		return keep(step, &reply->digest);
	case STEP_EXPECT_CONTENT:
		return expect_content(step);
	default:
		return EPROTO;
	}
}

/* Whether the step found something other than what was expected, and not an error. */
static int is_refusal(const struct step_head *step, int error)
{
	switch (step->kind) {
	case STEP_LOCK_GROUP:
		return error == EWOULDBLOCK;
	case STEP_EXPECT:
		return error == ESTALE || error == EBUSY || error == ENXIO;
	case STEP_EXPECT_DISK:
	case STEP_EXPECT_EVENTS:
	case STEP_EXPECT_CONTENT:
		return error == ESTALE;
	case STEP_KEEP:
		return error == EALREADY;
	default:
		return 0;
	}
}

static int needs_mapper(const struct step_head *step)
{
	return (step->kind >= STEP_EXPECT && step->kind <= STEP_RESUME) || step->kind == STEP_EXPECT_EVENTS;
}

static int open_for(const struct step_head *step)
{
	return needs_mapper(step) ? mapper_open() : disk_open_for(step);
}

/* 0, or an errno and the step at which it came. */
static int open_all(const struct program *program, unsigned *index)
{
	int error = 0;

	for (*index = 0; *index < program->step_count; ++*index) {
		error = open_for(program->steps[*index]);
		if (error)
			break;
	}
	return error;
}

/* A record that is out of date would only make somebody look. */
static int may_run(const struct step_head *step)
{
	return step->kind == STEP_FORGET || !group_lock_is_lost();
}

/* Tables that are ready may be LVM's by now, unless it is kept out again. */
static void undo(void)
{
	if (group_lock_is_lost() && group_lock_take_again())
		changes_resume();
	else
		changes_undo();
}

static int run_all(const struct program *program, unsigned *index, struct reply_message *reply)
{
	int error = 0;

	for (*index = 0; *index < program->step_count; ++*index) {
		error = may_run(program->steps[*index]) ? run_step(program->steps[*index], reply) : ETIMEDOUT;
		if (error)
			break;
	}
	return error;
}

void program_run(const struct program *program, struct reply_message *reply)
{
	enum step_outcome outcome = OUTCOME_FAILED;
	unsigned index;
	int error = open_all(program, &index);

	if (!error) {
		error = run_all(program, &index, reply);
		if (error && is_refusal(program->steps[index], error))
			outcome = OUTCOME_REFUSED;
	}
	if (error) {
		reply_fault(reply, outcome, (int)index, error);
		undo();
	}
	reply->held_microseconds = changes_end();
	watchdog_set(0);
	group_lock_give_back();
	disk_close_all();
}
