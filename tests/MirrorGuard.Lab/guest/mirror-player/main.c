/*
 * Plays scenarios on the kernel's own dm-mirror and says what can be seen after
 * each step: does the model of the mirror do the same?
 *
 * usage: mirror-player SCRIPT DEVICE...
 *
 * Each DEVICE carries one disk of each scenario. A scenario is:
 *
 *	begin NAME FIRST LEGS	disks FIRST, FIRST + 1, ... of the devices, one for
 *				each leg and one for the log
 *	STEP...
 *	end
 *
 * Above each disk lie a device "disk", which can break, and a device "image".
 * In a table @N stands for image N; that of the log comes last. Steps:
 *
 *	disk N good|error|flakey	what the disk does from now on
 *	dust N BLOCK...			it is good, but these blocks cannot be read
 *	image N linear|error		the table of the image
 *	load TABLE			the mirror's inactive table
 *	clear				forgets it
 *	suspend|resume flush|noflush
 *	write BLOCK NUMBER, read BLOCK, flush
 *
 * I/O runs in a thread of its own, since it may be held. After each step, when
 * nothing moves any more, a line says what is to be seen:
 *
 *	SUSPENDED EVENTS STATUS; I/O...
 *
 * An I/O shows once, when it has ended: its number from 0 and "done", "failed",
 * or, for a read, what was read. At the end one line for each leg says what it
 * holds, block by block. A suspend that does not end within HANG_SECONDS is
 * said to hang, and ends the program.
 *
 * All other threads and the kernel's go first: the player has the lowest
 * priority, so that on the guest's one processor nothing is left to do whenever
 * the player looks.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "disks.h"
#include "io.h"
#include "mapper.h"
#include "player.h"

#define QUIET_LOOKS 2
#define QUIET_LOOKS_IF_HELD 5
#define HUNG 3

static int parent;
static char **devices;
static unsigned legs;
static char mirror_node[32];

/* The status line, with @N for the images. */
static void look(char *text, size_t bytes)
{
	struct dm_ioctl *arguments = call(DM_TABLE_STATUS, arguments_for("mirror", DM_NOFLUSH_FLAG), "status");
	struct dm_target_spec *target = (struct dm_target_spec *) ((char *) arguments + arguments->data_start);
	char status[LINE_BYTES], *word, *rest = NULL;
	int length = snprintf(text, bytes, "%d %u", !!(arguments->flags & DM_SUSPEND_FLAG), arguments->event_nr);

	snprintf(status, sizeof(status), "%s", arguments->target_count ? (char *) (target + 1) : "");
	for (word = strtok_r(status, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		unsigned number = image_of_number(word);

		if (number <= legs)
			length += snprintf(text + length, bytes - (size_t) length, " @%u", number);
		else
			length += snprintf(text + length, bytes - (size_t) length, " %s", word);
	}
}

/* Waits until nothing moves any more, and says what there is. */
static void observe(void)
{
	char before[LINE_BYTES] = "", now[LINE_BYTES];
	unsigned ended = 0, quiet = 0;

	while (quiet < (ended == started_ios() ? QUIET_LOOKS : QUIET_LOOKS_IF_HELD)) {
		nap();
		look(now, sizeof(now));
		quiet = ended == ended_ios() && !strcmp(before, now) ? quiet + 1 : 0;
		ended = ended_ios();
		strcpy(before, now);
	}
	printf("%s;", now);
	show_ended();
	printf("\n");
	fflush(stdout);
}

static void begin(unsigned first)
{
	io_begin();
	disks_begin(devices + first, legs);
	create("mirror", mirror_node, sizeof(mirror_node), NULL, 0);
}

/*
 * A process whose thread hangs in the kernel never ends, so its parent is told
 * not to wait for it.
 */
static void say_that_it_hangs(void)
{
	char code = HUNG;

	printf("hangs\n");
	fflush(stdout);
	if (write(parent, &code, 1) != 1)
		die("pipe");
	_exit(HUNG);
}

static void suspend_or_resume(bool suspends, bool flushes)
{
	uint32_t flags = DM_SKIP_LOCKFS_FLAG | (suspends ? DM_SUSPEND_FLAG : 0) | (flushes ? 0 : DM_NOFLUSH_FLAG);

	if (!call_that_may_hang(DM_DEV_SUSPEND, arguments_for("mirror", flags), "suspend"))
		say_that_it_hangs();
	if (!suspends && !io_is_open())
		io_open(mirror_node);
}

/* Held I/O fails; then everything goes. */
static void finish(void)
{
	load("mirror", "error", MIRROR_BLOCKS * BLOCK_SECTORS, "");
	suspend_or_resume(false, true);
	io_end();
	remove_device("mirror");
	disks_remove();
}

/* @N becomes the number of image N. */
static void load_mirror(const char *table)
{
	char parameters[LINE_BYTES];
	size_t length = 0;

	while (*table && length < sizeof(parameters) - 32) {
		if (*table == '@') {
			unsigned number = (unsigned) strtoul(table + 1, (char **) &table, 10);

			length += (size_t) sprintf(parameters + length, "%s", number_of_image(number));
		} else {
			parameters[length++] = *table++;
		}
	}
	parameters[length] = 0;
	load("mirror", "mirror", MIRROR_BLOCKS * BLOCK_SECTORS, parameters);
}

static void play(char *line)
{
	char word[16] = "", name[64];
	unsigned first, number, block;
	uint64_t contents;
	int used = 0;

	if (sscanf(line, "begin %63s %u %u", name, &first, &legs) == 3) {
		printf("begin %s\n", name);
		begin(first);
		return;
	}
	if (!strcmp(line, "end")) {
		finish();
		show_legs();
		printf("end\n");
		fflush(stdout);
		return;
	}
	if (sscanf(line, "disk %u %15s", &number, word) == 2)
		set_disk(number, word, "");
	else if (sscanf(line, "dust %u%n", &number, &used) == 1)
		set_disk(number, "dust", line + used);
	else if (sscanf(line, "image %u %15s", &number, word) == 2)
		set_image(number, word);
	else if (!strncmp(line, "load ", 5))
		load_mirror(line + 5);
	else if (!strcmp(line, "clear"))
		call(DM_TABLE_CLEAR, arguments_for("mirror", 0), "clear");
	else if (sscanf(line, "suspend %15s", word) == 1)
		suspend_or_resume(true, !strcmp(word, "flush"));
	else if (sscanf(line, "resume %15s", word) == 1)
		suspend_or_resume(false, !strcmp(word, "flush"));
	else if (sscanf(line, "write %u %" SCNu64, &block, &contents) == 2)
		start_io('w', block, contents);
	else if (sscanf(line, "read %u", &block) == 1)
		start_io('r', block, 0);
	else if (!strcmp(line, "flush"))
		start_io('f', 0, 0);
	else
		die(line);
	observe();
}

static void play_all(const char *path)
{
	FILE *script = fopen(path, "r");
	struct sched_param parameter = { 0 };
	char line[LINE_BYTES];

	if (!script)
		die(path);
	if (sched_setscheduler(0, SCHED_IDLE, &parameter))
		die("sched_setscheduler");
	while (fgets(line, sizeof(line), script)) {
		line[strcspn(line, "\n")] = 0;
		play(line);
	}
	fclose(script);
}

int main(int argc, char **argv)
{
	int ends[2];
	char code = 1;

	if (argc < 3) {
		fprintf(stderr, "usage: mirror-player SCRIPT DEVICE...\n");
		return 2;
	}
	devices = argv + 2;
	mapper_open();
	if (pipe(ends))
		die("pipe");

	if (!fork()) {
		parent = ends[1];
		play_all(argv[1]);
		code = 0;
		return write(parent, &code, 1) != 1;
	}
	close(ends[1]);
	return read(ends[0], &code, 1) == 1 ? code : 1;
}
