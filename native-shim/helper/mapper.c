/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "mapper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>

#include <linux/dm-ioctl.h>

#include "program.h"

/* Of the ioctl interface: any minor version has all that is used here. */
static const uint32_t INTERFACE_MAJOR = 4;

static int control = -1;

/* One request at a time, in memory that is locked like everything else. */
static union {
	struct dm_ioctl head;
	struct {
		struct dm_ioctl head;
		struct dm_target_spec target;
		char parameters[MAX_PARAMETERS_LENGTH + 1];
	} table;
} request;

int mapper_open(void)
{
	if (control < 0)
		control = open("/dev/mapper/control", O_RDWR | O_CLOEXEC);
	return control < 0 ? errno : 0;
}

static void prepare(struct device_number device, size_t bytes)
{
	memset(&request, 0, sizeof(request));
	request.head.version[0] = INTERFACE_MAJOR;
	request.head.data_size = (uint32_t)bytes;
	request.head.data_start = sizeof(request.head);
	request.head.dev = makedev(device.major, device.minor);
}

static int run(unsigned long command)
{
	return ioctl(control, command, &request) ? errno : 0;
}

/* The kernel leaves out what has no room, and says so. */
static int is_table(const struct step_head *step)
{
	return request.head.target_count == 1 && !(request.head.flags & DM_BUFFER_FULL_FLAG) &&
	       !request.table.target.sector_start && request.table.target.length == step->sectors &&
	       !strncmp(request.table.target.target_type, step_first(step), DM_MAX_TYPE_NAME) &&
	       !strcmp(request.table.parameters, step_second(step));
}

int mapper_expect(const struct step_head *step)
{
	int error;

	prepare(step->device, sizeof(request.table));
	request.head.flags = DM_STATUS_TABLE_FLAG | DM_NOFLUSH_FLAG;
	error = run(DM_TABLE_STATUS);
	if (error)
		return error;
	if (request.head.flags & (DM_SUSPEND_FLAG | DM_INTERNAL_SUSPEND_FLAG | DM_INACTIVE_PRESENT_FLAG))
		return EBUSY;
	return is_table(step) ? 0 : ESTALE;
}

int mapper_expect_events(const struct step_head *step)
{
	int error;

	prepare(step->device, sizeof(request.head));
	error = run(DM_DEV_STATUS);
	if (error)
		return error;
	return request.head.event_nr == step->offset ? 0 : ESTALE;
}

int mapper_load(const struct step_head *step)
{
	prepare(step->device, sizeof(request.table));
	request.head.target_count = 1;
	request.table.target.length = step->sectors;
	request.table.target.next = sizeof(request.table.target) + sizeof(request.table.parameters);
	memcpy(request.table.target.target_type, step_first(step), step->first_length);
	memcpy(request.table.parameters, step_second(step), step->second_length);
	return run(DM_TABLE_LOAD);
}

int mapper_clear(struct device_number device)
{
	prepare(device, sizeof(request.head));
	return run(DM_TABLE_CLEAR);
}

int mapper_suspend(struct device_number device)
{
	prepare(device, sizeof(request.head));
	request.head.flags = DM_SUSPEND_FLAG | DM_NOFLUSH_FLAG | DM_SKIP_LOCKFS_FLAG;
	return run(DM_DEV_SUSPEND);
}

int mapper_resume(struct device_number device)
{
	prepare(device, sizeof(request.head));
	request.head.flags = DM_NOFLUSH_FLAG | DM_SKIP_LOCKFS_FLAG;
	return run(DM_DEV_SUSPEND);
}

int mapper_is_suspended(struct device_number device)
{
	prepare(device, sizeof(request.head));
	return !run(DM_DEV_STATUS) && request.head.flags & DM_SUSPEND_FLAG;
}
