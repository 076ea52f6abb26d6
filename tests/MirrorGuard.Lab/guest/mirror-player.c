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
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/dm-ioctl.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define BLOCK_BYTES 4096
#define BLOCK_WORDS (BLOCK_BYTES / sizeof(uint64_t))
#define BLOCK_SECTORS (BLOCK_BYTES / 512)
#define DISK_BLOCKS 32
#define MIRROR_BLOCKS 16
#define MAX_DISKS 10
#define MAX_IOS 128
#define LINE_BYTES 1024
#define HANG_SECONDS 5
#define QUIET_LOOKS 2
#define QUIET_LOOKS_IF_HELD 5
#define HUNG 3

struct io {
	pthread_t thread;
	char kind;
	unsigned block;
	uint64_t number;
	int error;
	atomic_bool ended;
	bool shown;
	bool joined;
};

struct pending_call {
	unsigned long command;
	struct dm_ioctl *arguments;
	int error;
	atomic_bool ended;
};

static int control, parent;
static char **devices;
static unsigned first_disk, legs;
static char disk_number[MAX_DISKS][16], image_number[MAX_DISKS][16];
static char mirror_node[32];
static int mirror = -1;
static struct io ios[MAX_IOS];
static unsigned io_count;

static void die(const char *what)
{
	printf("mirror-player: %s: %s\n", what, strerror(errno));
	fflush(stdout);
	_exit(1);
}

static void nap(void)
{
	struct timespec time = { .tv_nsec = 1000000 };

	nanosleep(&time, NULL);
}

/* Device-mapper. */

static struct dm_ioctl *arguments_for(const char *name, uint32_t flags)
{
	static char buffer[4096] __attribute__((aligned(8)));
	struct dm_ioctl *arguments = (struct dm_ioctl *) buffer;

	memset(buffer, 0, sizeof(buffer));
	arguments->version[0] = DM_VERSION_MAJOR;
	arguments->data_size = sizeof(buffer);
	arguments->data_start = sizeof(*arguments);
	arguments->flags = flags;
	snprintf(arguments->name, sizeof(arguments->name), "%s", name);
	return arguments;
}

static struct dm_ioctl *call(unsigned long command, struct dm_ioctl *arguments, const char *what)
{
	if (ioctl(control, command, arguments))
		die(what);
	return arguments;
}

static void *run_call(void *context)
{
	struct pending_call *pending = context;

	pending->error = ioctl(control, pending->command, pending->arguments) ? errno : 0;
	pending->ended = true;
	return NULL;
}

/* False when it hangs. */
static bool call_that_may_hang(unsigned long command, struct dm_ioctl *arguments, const char *what)
{
	static struct pending_call pending;
	pthread_t thread;
	time_t deadline = time(NULL) + HANG_SECONDS + 1;

	pending = (struct pending_call) { .command = command, .arguments = arguments };
	if (pthread_create(&thread, NULL, run_call, &pending))
		die("pthread_create");
	while (!pending.ended) {
		if (time(NULL) > deadline)
			return false;
		nap();
	}
	pthread_join(thread, NULL);
	if (pending.error) {
		errno = pending.error;
		die(what);
	}
	return true;
}

static void load(const char *name, const char *type, uint64_t sectors, const char *parameters)
{
	struct dm_ioctl *arguments = arguments_for(name, 0);
	struct dm_target_spec *target = (struct dm_target_spec *) ((char *) arguments + arguments->data_start);

	target->length = sectors;
	snprintf(target->target_type, sizeof(target->target_type), "%s", type);
	snprintf((char *) (target + 1), LINE_BYTES, "%s", parameters);
	target->next = sizeof(*target) + (strlen(parameters) + 8) / 8 * 8;
	arguments->target_count = 1;
	call(DM_TABLE_LOAD, arguments, parameters);
}

static void swap_in(const char *name, const char *type, const char *parameters)
{
	load(name, type, DISK_BLOCKS * BLOCK_SECTORS, parameters);
	call(DM_DEV_SUSPEND, arguments_for(name, DM_NOFLUSH_FLAG | DM_SKIP_LOCKFS_FLAG), name);
}

/* The node that devtmpfs makes, and the number as tables say it. */
static void create(const char *name, char *node, size_t node_bytes, char *number, size_t number_bytes)
{
	struct dm_ioctl *arguments = call(DM_DEV_CREATE, arguments_for(name, 0), name);
	unsigned major = (arguments->dev & 0xfff00) >> 8;
	unsigned minor = (arguments->dev & 0xff) | ((arguments->dev >> 12) & 0xfff00);

	if (node)
		snprintf(node, node_bytes, "/dev/dm-%u", minor);
	if (number)
		snprintf(number, number_bytes, "%u:%u", major, minor);
}

static void name_of(char *name, size_t bytes, const char *kind, unsigned number)
{
	snprintf(name, bytes, "%s%u", kind, number);
}

static void remove_device(const char *name)
{
	for (unsigned attempt = 0; ioctl(control, DM_DEV_REMOVE, arguments_for(name, 0)); attempt++) {
		if (errno != EBUSY || attempt == 1000)
			die(name);
		nap();
	}
}

/* Disks and images. */

static void set_disk(unsigned number, const char *mode, const char *blocks)
{
	char name[16], parameters[LINE_BYTES];
	const char *device = devices[first_disk + number];

	name_of(name, sizeof(name), "disk", number);
	if (!strcmp(mode, "error"))
		parameters[0] = 0;
	else if (!strcmp(mode, "flakey"))
		snprintf(parameters, sizeof(parameters), "%s 0 0 1000", device);
	else if (!strcmp(mode, "dust"))
		snprintf(parameters, sizeof(parameters), "%s 0 %d", device, BLOCK_BYTES);
	else
		snprintf(parameters, sizeof(parameters), "%s 0", device);
	swap_in(name, strcmp(mode, "good") ? mode : "linear", parameters);

	while (*blocks) {
		struct dm_ioctl *arguments = arguments_for(name, 0);
		struct dm_target_msg *message = (struct dm_target_msg *) ((char *) arguments + arguments->data_start);
		char *end;

		snprintf(message->message, 64, "addbadblock %lu", strtoul(blocks, &end, 10));
		if (end == blocks)
			break;
		blocks = end;
		call(DM_TARGET_MSG, arguments, message->message);
	}
	if (!strcmp(mode, "dust")) {
		struct dm_ioctl *arguments = arguments_for(name, 0);
		struct dm_target_msg *message = (struct dm_target_msg *) ((char *) arguments + arguments->data_start);

		strcpy(message->message, "enable");
		call(DM_TARGET_MSG, arguments, message->message);
	}
}

static void set_image(unsigned number, const char *type, const char *disk_number)
{
	char name[16], parameters[32];

	name_of(name, sizeof(name), "image", number);
	snprintf(parameters, sizeof(parameters), "%s 0", disk_number);
	swap_in(name, type, strcmp(type, "error") ? parameters : "");
}

static void *block_buffer(void)
{
	void *buffer = mmap(NULL, BLOCK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (buffer == MAP_FAILED)
		die("mmap");
	return buffer;
}

static void erase(const char *path)
{
	int device = open(path, O_WRONLY | O_DIRECT);
	void *zeros = block_buffer();

	for (unsigned block = 0; block < DISK_BLOCKS; block++)
		if (device < 0 || pwrite(device, zeros, BLOCK_BYTES, (off_t) block * BLOCK_BYTES) != BLOCK_BYTES)
			die(path);
	munmap(zeros, BLOCK_BYTES);
	close(device);
}

/* Applications' I/O. */

static void *run_io(void *context)
{
	struct io *io = context;
	uint64_t *buffer = block_buffer();
	off_t offset = (off_t) io->block * BLOCK_BYTES;
	bool succeeded;

	for (size_t word = 0; word < BLOCK_WORDS; word++)
		buffer[word] = io->number;
	if (io->kind == 'w')
		succeeded = pwrite(mirror, buffer, BLOCK_BYTES, offset) == BLOCK_BYTES;
	else if (io->kind == 'r')
		succeeded = pread(mirror, buffer, BLOCK_BYTES, offset) == BLOCK_BYTES;
	else
		succeeded = !fsync(mirror);
	io->error = succeeded ? 0 : errno ? errno : EIO;
	io->number = buffer[0];
	munmap(buffer, BLOCK_BYTES);
	io->ended = true;
	return NULL;
}

static void start_io(char kind, unsigned block, uint64_t number)
{
	struct sched_param parameter = { 0 };
	struct io *io = &ios[io_count++];
	pthread_attr_t attributes;

	if (io_count == MAX_IOS)
		die("too much I/O");
	*io = (struct io) { .kind = kind, .block = block, .number = number };
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 65536);
	pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attributes, SCHED_OTHER);
	pthread_attr_setschedparam(&attributes, &parameter);
	if (pthread_create(&io->thread, &attributes, run_io, io))
		die("pthread_create");
	pthread_attr_destroy(&attributes);
}

/* What is to be seen. */

static unsigned ended_ios(void)
{
	unsigned ended = 0;

	for (unsigned number = 0; number < io_count; number++)
		ended += ios[number].ended;
	return ended;
}

/* The status line, with @N for the images. */
static void look(char *text, size_t bytes)
{
	struct dm_ioctl *arguments = call(DM_TABLE_STATUS, arguments_for("mirror", DM_NOFLUSH_FLAG), "status");
	struct dm_target_spec *target = (struct dm_target_spec *) ((char *) arguments + arguments->data_start);
	char status[LINE_BYTES], *word, *rest = NULL;
	int length = snprintf(text, bytes, "%d %u", !!(arguments->flags & DM_SUSPEND_FLAG), arguments->event_nr);

	snprintf(status, sizeof(status), "%s", arguments->target_count ? (char *) (target + 1) : "");
	for (word = strtok_r(status, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		unsigned number = 0;

		while (number <= legs && strcmp(word, image_number[number]))
			number++;
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

	while (quiet < (ended == io_count ? QUIET_LOOKS : QUIET_LOOKS_IF_HELD)) {
		nap();
		look(now, sizeof(now));
		quiet = ended == ended_ios() && !strcmp(before, now) ? quiet + 1 : 0;
		ended = ended_ios();
		strcpy(before, now);
	}
	printf("%s;", now);
	for (unsigned number = 0; number < io_count; number++) {
		struct io *io = &ios[number];

		if (!io->ended || io->shown)
			continue;
		io->shown = true;
		if (io->error)
			printf(" %u failed", number);
		else if (io->kind == 'r')
			printf(" %u %" PRIu64, number, io->number);
		else
			printf(" %u done", number);
	}
	printf("\n");
	fflush(stdout);
}

/* Scenarios. */

static void begin(void)
{
	char name[16], node[32];

	io_count = 0;
	mirror = -1;
	for (unsigned number = 0; number <= legs; number++) {
		erase(devices[first_disk + number]);
		name_of(name, sizeof(name), "disk", number);
		create(name, NULL, 0, disk_number[number], sizeof(disk_number[number]));
		set_disk(number, "good", "");
		name_of(name, sizeof(name), "image", number);
		create(name, node, sizeof(node), image_number[number], sizeof(image_number[number]));
		set_image(number, "linear", disk_number[number]);
	}
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
	if (mirror < 0 && !suspends) {
		mirror = open(mirror_node, O_RDWR | O_DIRECT);
		if (mirror < 0)
			die(mirror_node);
	}
}

/* Held I/O fails; then everything goes. */
static void finish(void)
{
	char name[16];

	load("mirror", "error", MIRROR_BLOCKS * BLOCK_SECTORS, "");
	suspend_or_resume(false, true);
	for (unsigned number = 0; number < io_count; number++)
		pthread_join(ios[number].thread, NULL);
	if (mirror >= 0)
		close(mirror);
	remove_device("mirror");
	for (unsigned number = 0; number <= legs; number++) {
		name_of(name, sizeof(name), "image", number);
		remove_device(name);
		name_of(name, sizeof(name), "disk", number);
		remove_device(name);
	}
}

static void show_legs(void)
{
	uint64_t *buffer = block_buffer();

	for (unsigned leg = 0; leg < legs; leg++) {
		int device = open(devices[first_disk + leg], O_RDONLY | O_DIRECT);

		printf("leg %u", leg);
		for (unsigned block = 0; block < MIRROR_BLOCKS; block++) {
			if (device < 0 || pread(device, buffer, BLOCK_BYTES, (off_t) block * BLOCK_BYTES) != BLOCK_BYTES)
				die(devices[first_disk + leg]);
			printf(" %" PRIu64 "%s", buffer[0], buffer[0] == buffer[BLOCK_WORDS - 1] ? "" : "torn");
		}
		printf("\n");
		close(device);
	}
	munmap(buffer, BLOCK_BYTES);
	fflush(stdout);
}

/* @N becomes the number of image N. */
static void load_mirror(const char *table)
{
	char parameters[LINE_BYTES];
	size_t length = 0;

	while (*table && length < sizeof(parameters) - 32) {
		if (*table == '@') {
			unsigned number = (unsigned) strtoul(table + 1, (char **) &table, 10);

			length += (size_t) sprintf(parameters + length, "%s", image_number[number]);
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
	unsigned number, block;
	uint64_t contents;
	int used = 0;

	if (sscanf(line, "begin %63s %u %u", name, &first_disk, &legs) == 3) {
		printf("begin %s\n", name);
		begin();
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
		set_image(number, word, disk_number[number]);
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
	control = open("/dev/mapper/control", O_RDWR);
	if (control < 0 || pipe(ends))
		die("/dev/mapper/control");

	if (!fork()) {
		parent = ends[1];
		play_all(argv[1]);
		code = 0;
		return write(parent, &code, 1) != 1;
	}
	close(ends[1]);
	return read(ends[0], &code, 1) == 1 ? code : 1;
}
