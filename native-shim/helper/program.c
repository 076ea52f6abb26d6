/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "program.h"

#include <errno.h>
#include <string.h>

/* The kernel's own limits (kdev_t.h). */
static const uint32_t MAX_MAJOR = (1u << 12) - 1;
static const uint32_t MAX_MINOR = (1u << 20) - 1;

/* Offsets are signed in the kernel; far above any disk, and no sum of two of them overflows. */
static const uint64_t MAX_OFFSET = UINT64_C(1) << 62;

static const size_t ALIGNMENT = 8;

const char *step_first(const struct step_head *step)
{
	return (const char *)(step + 1);
}

const char *step_second(const struct step_head *step)
{
	return step_first(step) + step->first_length + 1;
}

int device_equal(struct device_number left, struct device_number right)
{
	return left.major == right.major && left.minor == right.minor;
}

static int is_number(struct device_number device)
{
	return device.major <= MAX_MAJOR && device.minor <= MAX_MINOR;
}

static int is_text(const char *text, size_t length)
{
	return strlen(text) == length;
}

static int is_path(const struct step_head *step)
{
	return is_text(step_first(step), step->first_length) && step_first(step)[0] == '/' &&
	       step->first_length > 1 && step->first_length <= MAX_PATH_LENGTH;
}

static int is_table(const struct step_head *step)
{
	return is_text(step_first(step), step->first_length) &&
	       step->first_length && step->first_length <= MAX_TYPE_LENGTH &&
	       is_text(step_second(step), step->second_length) &&
	       step->second_length <= MAX_PARAMETERS_LENGTH && step->sectors;
}

static int is_range(uint64_t offset, uint32_t length)
{
	return length && offset <= MAX_OFFSET;
}

/* Both texts end in the NUL that their lengths promise, within the step. */
static int has_its_texts(const struct step_head *step)
{
	size_t needed = sizeof(*step) + step->first_length + 1 + step->second_length + 1;

	return needed <= step->length && step->length - needed < ALIGNMENT &&
	       !step_first(step)[step->first_length] && !step_second(step)[step->second_length];
}

static int is_well_formed(const struct step_head *step)
{
	switch (step->kind) {
	case STEP_LOCK_GROUP:
	case STEP_FORGET:
		return is_path(step);
	case STEP_RECORD:
		return is_path(step) && step->second_length <= MAX_CONTENT_LENGTH;
	case STEP_EXPECT:
	case STEP_LOAD:
		return is_table(step);
	case STEP_CLEAR:
	case STEP_SUSPEND:
	case STEP_RESUME:
	case STEP_IDENTIFY:
	case STEP_EXPECT_EVENTS:
		return 1;
	case STEP_EXPECT_DISK:
		return step->first_length == PV_UUID_LENGTH;
	case STEP_READ:
	case STEP_EXPECT_CONTENT:
		return is_range(step->offset, step->range_bytes);
	case STEP_KEEP:
		return is_range(step->offset, step->range_bytes) && is_path(step);
	case STEP_COPY:
		return is_range(step->offset, step->range_bytes) && is_range(step->target_offset, step->range_bytes);
	default:
		return 0;
	}
}

static int take_steps(const char *bytes, size_t length, struct program *program)
{
	unsigned index;

	for (index = 0; index < program->step_count; index++) {
		const struct step_head *step = (const struct step_head *)bytes;

		if (length < sizeof(*step) || step->length > length || step->length % ALIGNMENT ||
		    !has_its_texts(step) || !is_number(step->device) || !is_number(step->target) ||
		    !is_well_formed(step))
			return 0;
		program->steps[index] = step;
		bytes += step->length;
		length -= step->length;
	}
	return !length;
}

static int has_later(const struct program *program, unsigned index, enum step_kind kind)
{
	struct device_number device = program->steps[index]->device;

	while (++index < program->step_count)
		if (program->steps[index]->kind == kind && device_equal(program->steps[index]->device, device))
			return 1;
	return 0;
}

/* Whether the program has `device` suspended when it comes to a step. */
static int is_suspended_at(const struct program *program, unsigned index, struct device_number device)
{
	int is_suspended = 0;
	unsigned earlier;

	for (earlier = 0; earlier < index; earlier++) {
		const struct step_head *step = program->steps[earlier];

		if (device_equal(step->device, device) && (step->kind == STEP_SUSPEND || step->kind == STEP_RESUME))
			is_suspended = step->kind == STEP_SUSPEND;
	}
	return is_suspended;
}

static int is_any_suspended_at(const struct program *program, unsigned index)
{
	unsigned earlier;

	for (earlier = 0; earlier < index; earlier++)
		if (is_suspended_at(program, index, program->steps[earlier]->device))
			return 1;
	return 0;
}

static int changes_tables(const struct step_head *step)
{
	return step->kind >= STEP_LOAD && step->kind <= STEP_RESUME;
}

/*
 * Every rule of StepProgram: what is begun is ended, and while a device is suspended nothing is
 * done that could need it, or memory that only it could free.
 */
static int keeps_order(const struct program *program, unsigned index)
{
	const struct step_head *step = program->steps[index];

	if (program->is_aside && (changes_tables(step) || step->kind == STEP_LOCK_GROUP))
		return 0;
	switch (step->kind) {
	case STEP_LOAD:
		return !is_any_suspended_at(program, index) &&
		       (has_later(program, index, STEP_RESUME) || has_later(program, index, STEP_CLEAR));
	case STEP_SUSPEND:
		return !is_suspended_at(program, index, step->device) && has_later(program, index, STEP_RESUME);
	case STEP_LOCK_GROUP:
	case STEP_RECORD:
	case STEP_FORGET:
		return !is_any_suspended_at(program, index);
	case STEP_COPY:
		return !is_suspended_at(program, index, step->device) &&
		       !is_suspended_at(program, index, step->target);
	case STEP_IDENTIFY:
	case STEP_EXPECT_DISK:
	case STEP_READ:
	case STEP_EXPECT_CONTENT:
		return !is_suspended_at(program, index, step->device);
	case STEP_KEEP:
		/* The file may lie on what waits for a program of this helper: a disk that fails is released by one. */
		return program->is_aside && index + 1 == program->step_count;
	default:
		return 1;
	}
}

struct program_fault program_parse(const void *message, size_t length, struct program *program)
{
	const struct program_head *head = message;
	unsigned index;

	memset(program, 0, sizeof(*program));
	if (length < sizeof(*head) || head->magic != PROGRAM_MAGIC)
		return (struct program_fault){ EPROTO, -1 };
	program->id = head->id;
	program->is_aside = head->flags == PROGRAM_ASIDE;
	program->step_count = head->step_count;
	if (head->length != length || head->flags > PROGRAM_ASIDE || head->reserved || head->step_count > MAX_STEPS ||
	    !take_steps((const char *)(head + 1), length - sizeof(*head), program))
		return (struct program_fault){ EPROTO, -1 };

	for (index = 0; index < program->step_count; index++)
		if (!keeps_order(program, index))
			return (struct program_fault){ EINVAL, (int)index };
	return (struct program_fault){ 0, -1 };
}
