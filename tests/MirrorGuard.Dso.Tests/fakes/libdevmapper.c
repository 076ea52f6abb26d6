/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libdevmapper as far as a DSO uses it, over the world's statuses. A device's UUID is "LVM-" and its name. */
#include <libdevmapper.h>

#include <stdlib.h>
#include <string.h>

#include "world.h"

enum { MAX_TARGETS = 24, UUID_PREFIX = 4 };

struct dm_task {
	char name[128];
	char text[WORLD_TEXT_BYTES];
	char *types[MAX_TARGETS], *params[MAX_TARGETS];
	int targets;
};

struct dm_task *dm_task_create(int type)
{
	return type == DM_DEVICE_STATUS ? calloc(1, sizeof(struct dm_task)) : NULL;
}

void dm_task_destroy(struct dm_task *dmt)
{
	free(dmt);
}

int dm_task_set_uuid(struct dm_task *dmt, const char *uuid)
{
	strncpy(dmt->name, uuid + UUID_PREFIX, sizeof(dmt->name) - 1);
	return 1;
}

/* Tables are not of this world: dm_task_create refuses to ask for them. */
int dm_task_set_major(struct dm_task *dmt, int major)
{
	(void)dmt;
	(void)major;
	return 0;
}

int dm_task_set_minor(struct dm_task *dmt, int minor)
{
	(void)dmt;
	(void)minor;
	return 0;
}

int dm_task_no_flush(struct dm_task *dmt)
{
	(void)dmt;
	return 1;
}

/* Nor is there a configuration. */
struct dm_config_tree *dm_config_create(void)
{
	return NULL;
}

void dm_config_destroy(struct dm_config_tree *cft)
{
	(void)cft;
}

__asm__(".symver parse, dm_config_parse_without_dup_node_check@@DM_1_02_135");
int parse(struct dm_config_tree *cft, const char *start, const char *end);
int parse(struct dm_config_tree *cft, const char *start, const char *end)
{
	(void)cft;
	(void)start;
	(void)end;
	return 0;
}

static void split(struct dm_task *dmt)
{
	char *targets = NULL, *target;

	dmt->targets = 0;
	for (target = strtok_r(dmt->text, ";", &targets); target; target = strtok_r(NULL, ";", &targets)) {
		dmt->types[dmt->targets] = strtok_r(target, " ", &dmt->params[dmt->targets]);
		dmt->targets++;
	}
}

int dm_task_run(struct dm_task *dmt)
{
	world_get_status(dmt->name, dmt->text);
	if (!strcmp(dmt->text, "silent"))
		return 0;
	if (strcmp(dmt->text, "gone") && strcmp(dmt->text, "empty"))
		split(dmt);
	return 1;
}

const char *dm_task_get_name(const struct dm_task *dmt)
{
	return dmt->name;
}

__asm__(".symver get_info, dm_task_get_info@@DM_1_02_97");
int get_info(struct dm_task *dmt, struct dm_info *info);
int get_info(struct dm_task *dmt, struct dm_info *info)
{
	memset(info, 0, sizeof(*info));
	info->exists = strcmp(dmt->text, "gone") != 0;
	return 1;
}

void *dm_get_next_target(struct dm_task *dmt, void *next, uint64_t *start, uint64_t *length,
			 char **target_type, char **params)
{
	long index = (long)next;

	*start = (uint64_t)index;
	*length = 1;
	*target_type = index < dmt->targets ? dmt->types[index] : NULL;
	*params = index < dmt->targets ? dmt->params[index] : NULL;
	return index + 1 < dmt->targets ? (void *)(index + 1) : NULL;
}
