/*
 * Speaks to a mirrorguard-helper as the DSO does: starts one, sends it programs, prints its replies.
 *
 * usage: helper-driver HELPER <SCRIPT
 *
 * A line of the script is a step, in the order of StepProgram's arguments, or one of
 *
 *	aside			the program is to run aside
 *	send ID			sends the steps since the last one
 *	await SECONDS		prints the next reply, or "none"
 *	say TEXT		prints TEXT
 *	wait FILE		waits until FILE is there
 *
 * A device is MAJOR:MINOR or a dm name; what a table or record holds is the rest of the line.
 * A reply is one line:
 *
 *	ID done|refused|failed STEP ERRNO held HELD took MICROSECONDS sent TIME disk SECTORS UUID [digest DIGEST]
 *
 * took: from the send to the reply; sent: in microseconds since 1970. "gone" instead: the helper ended.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "protocol.h"
#include "stay.h"

static _Alignas(8) unsigned char message[MAX_BYTES];
static struct program_head *const program = (struct program_head *)message;
static int helper;
static int64_t sent_at;

__attribute__((noreturn))
static void fail(const char *what)
{
	fprintf(stderr, "helper-driver: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void start(const char *path)
{
	int ends[2], status;
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		fail("socketpair");
	helper = ends[0];
	child = fork();
	if (!child) {
		/* The same number would keep its close-on-exec flag. */
		if (ends[1] == PROCESS_SOCKET)
			ends[1] = dup(ends[1]);
		dup2(ends[1], PROCESS_SOCKET);
		execl(path, path, "vg/lv", (char *)NULL);
		fail(path);
	}
	close(ends[1]);
	if (waitpid(child, &status, 0) != child || status)
		fail("the helper did not get ready");
}

static void begin(void)
{
	memset(message, 0, sizeof(message));
	program->magic = PROGRAM_MAGIC;
	program->length = sizeof(*program);
}

static void append(struct step_head head, const char *first, const char *second)
{
	unsigned char *bytes = message + program->length;

	head.first_length = (uint16_t)strlen(first);
	head.second_length = (uint16_t)strlen(second);
	head.length = (uint32_t)(sizeof(head) + head.first_length + 1 + head.second_length + 1 + 7) / 8 * 8;
	memcpy(bytes, &head, sizeof(head));
	strcpy((char *)bytes + sizeof(head), first);
	strcpy((char *)bytes + sizeof(head) + head.first_length + 1, second);
	program->length += head.length;
	program->step_count++;
}

/* The next word of the line. */
static char *word(char **line)
{
	char *found = strsep(line, " ");

	return found ? found : "";
}

static uint64_t number(char **line)
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

static const char *rest(char **line)
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

static int step(const char *verb, char **line)
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

static void await(int seconds)
{
	static const char *const outcomes[] = { "done", "refused", "failed" };
	struct pollfd polled = { .fd = helper, .events = POLLIN };
	struct reply_message reply;
	ssize_t length;

	if (!poll(&polled, 1, seconds * 1000)) {
		puts("none");
		return;
	}
	length = recv(helper, &reply, sizeof(reply), 0);
	if (length <= 0)
		puts("gone");
	else if (length != sizeof(reply) || reply.magic != REPLY_MAGIC || reply.outcome > OUTCOME_FAILED)
		puts("nonsense");
	else {
		printf("%u %s %d %d held %lld took %lld sent %lld disk %llu %.*s", reply.id, outcomes[reply.outcome],
		       reply.failed_step, reply.error_number, (long long)reply.held_microseconds, (long long)(now_us() - sent_at),
		       (long long)sent_at,
		       (unsigned long long)reply.disk_sectors, PV_UUID_LENGTH, reply.disk_uuid);
		if (reply.digest)
			printf(" digest %llu", (unsigned long long)reply.digest);
		putchar('\n');
	}
}

static void wait_for_file(const char *path)
{
	const struct timespec pause = { .tv_nsec = 20000000 };

	while (access(path, F_OK))
		nanosleep(&pause, NULL);
}

static void obey(char *line)
{
	const char *verb = word(&line);

	if (!strcmp(verb, "aside"))
		program->flags = PROGRAM_ASIDE;
	else if (!strcmp(verb, "send")) {
		program->id = (uint32_t)number(&line);
		sent_at = now_us();
		if (send(helper, message, program->length, MSG_NOSIGNAL) < 0)
			puts("gone");
		begin();
	} else if (!strcmp(verb, "await"))
		await((int)number(&line));
	else if (!strcmp(verb, "say"))
		puts(rest(&line));
	else if (!strcmp(verb, "wait"))
		wait_for_file(rest(&line));
	else if (*verb && *verb != '#' && !step(verb, &line)) {
		errno = EINVAL;
		fail(verb);
	}
}

int main(int count, char **arguments)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	if (count != 2) {
		errno = EINVAL;
		fail("usage: helper-driver HELPER <SCRIPT");
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	start(arguments[1]);
	begin();
	while ((length = getline(&line, &room, stdin)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		obey(line);
	}
	free(line);
	return 0;
}
