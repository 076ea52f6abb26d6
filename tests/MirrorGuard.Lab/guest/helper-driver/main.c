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
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../stay.h"
#include "steps.h"

static int helper;
static int64_t sent_at;

void fail(const char *what)
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
		program.head.flags = PROGRAM_ASIDE;
	else if (!strcmp(verb, "send")) {
		program.head.id = (uint32_t)number(&line);
		sent_at = now_us();
		if (send(helper, &program, program.head.length, MSG_NOSIGNAL) < 0)
			puts("gone");
		begin_program();
	} else if (!strcmp(verb, "await"))
		await((int)number(&line));
	else if (!strcmp(verb, "say"))
		puts(rest(&line));
	else if (!strcmp(verb, "wait"))
		wait_for_file(rest(&line));
	else if (*verb && *verb != '#' && !add_step(verb, &line)) {
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
	begin_program();
	while ((length = getline(&line, &room, stdin)) > 0) {
		line[strcspn(line, "\n")] = '\0';
		obey(line);
	}
	free(line);
	return 0;
}
