#include "steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

union program program;

void begin_program(void)
{
	memset(&program, 0, sizeof(program));
	program.head.magic = PROGRAM_MAGIC;
	program.head.length = sizeof(program.head);
}

static void append(struct step_head head, const char *first, const char *second)
{
	unsigned char *bytes = program.bytes + program.head.length;

	head.first_length = (uint16_t)strlen(first);
	head.second_length = (uint16_t)strlen(second);
	head.length = (uint32_t)(sizeof(head) + head.first_length + 1 + head.second_length + 1 + 7) / 8 * 8;
	memcpy(bytes, &head, sizeof(head));
	strcpy((char *)bytes + sizeof(head), first);
	strcpy((char *)bytes + sizeof(head) + head.first_length + 1, second);
	program.head.length += head.length;
	program.head.step_count++;
}

char *word(char **line)
{
	char *found = strsep(line, " ");

	return found ? found : "";
}

uint64_t number(char **line)
{
	return strtoull(word(line), NULL, 10);
}

static struct device_number device(char **line)
{
	const char *name = word(line);
	struct device_number parsed;
	struct stat status;
	char path[300];

	if (sscanf(name, "%u:%u", &parsed.major, &parsed.minor) == 2)
		return parsed;
	snprintf(path, sizeof(path), "/dev/mapper/%s", name);
	if (stat(path, &status))
		fail(path);
	return (struct device_number){ major(status.st_rdev), minor(status.st_rdev) };
}

const char *rest(char **line)
{
	return *line ? *line : "";
}

static void table(enum step_kind kind, char **line)
{
	struct step_head head = { .kind = kind, .device = device(line) };
	const char *type;

	head.sectors = number(line);
	type = word(line);
	append(head, type, rest(line));
}

static void expect_disk(char **line)
{
	struct step_head head = { .kind = STEP_EXPECT_DISK, .device = device(line) };

	head.sectors = number(line);
	append(head, word(line), "");
}

static void read_range(char **line)
{
	struct step_head head = { .kind = STEP_READ, .device = device(line) };

	head.offset = number(line);
	head.range_bytes = (uint32_t)number(line);
	append(head, "", "");
}

static void copy(char **line)
{
	struct step_head head = { .kind = STEP_COPY, .device = device(line) };

	head.offset = number(line);
	head.target = device(line);
	head.target_offset = number(line);
	head.range_bytes = (uint32_t)number(line);
	append(head, "", "");
}

static void keep(char **line)
{
	struct step_head head = { .kind = STEP_KEEP, .device = device(line) };

	head.target = device(line);
	head.offset = number(line);
	head.range_bytes = (uint32_t)number(line);
	append(head, word(line), "");
}

static void expect_content(char **line)
{
	struct step_head head = { .kind = STEP_EXPECT_CONTENT, .device = device(line) };

	head.offset = number(line);
	head.range_bytes = (uint32_t)number(line);
	head.target_offset = number(line);
	append(head, "", "");
}

int add_step(const char *verb, char **line)
{
	static const struct { const char *verb; enum step_kind kind; } on_device[] = {
		{ "clear", STEP_CLEAR }, { "suspend", STEP_SUSPEND }, { "resume", STEP_RESUME }, { "identify", STEP_IDENTIFY },
	};
	const char *path;
	size_t index;

	for (index = 0; index < sizeof(on_device) / sizeof(*on_device); index++)
		if (!strcmp(verb, on_device[index].verb)) {
			append((struct step_head){ .kind = on_device[index].kind, .device = device(line) }, "", "");
			return 1;
		}
	if (!strcmp(verb, "expect"))
		table(STEP_EXPECT, line);
	else if (!strcmp(verb, "load"))
		table(STEP_LOAD, line);
	else if (!strcmp(verb, "expect-disk"))
		expect_disk(line);
	else if (!strcmp(verb, "read"))
		read_range(line);
	else if (!strcmp(verb, "copy"))
		copy(line);
	else if (!strcmp(verb, "keep"))
		keep(line);
	else if (!strcmp(verb, "expect-content"))
		expect_content(line);
	else if (!strcmp(verb, "lock")) {
		path = word(line);
		append((struct step_head){ .kind = STEP_LOCK_GROUP, .offset = number(line) }, path, "");
	} else if (!strcmp(verb, "forget"))
		append((struct step_head){ .kind = STEP_FORGET }, word(line), "");
	else if (!strcmp(verb, "record")) {
		path = word(line);
		append((struct step_head){ .kind = STEP_RECORD }, path, rest(line));
	} else
		return 0;
	return 1;
}
