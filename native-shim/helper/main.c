/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * mirrorguard-helper VOLUME: changes tables for one registration of a mirror with dmeventd.
 *
 * A suspend can hang in the kernel for ever. Here it takes a process with it that has nothing else
 * to do, and dmeventd goes on. The process holds no policy: it runs programs that come on
 * a socket (protocol.h), and ends when the other side is gone.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aside.h"
#include "memory.h"
#include "program.h"
#include "run.h"
#include "watchdog.h"

/* Where the list of open files cannot be closed at a stroke: more than any process has. */
#define MAX_FILES 65536

static _Alignas(8) unsigned char message[MAX_BYTES];
static struct program program;

static void send_reply(const struct reply_message *reply)
{
	/* Waits while the DSO takes no replies. If it is gone, the next poll says so. */
	send(HELPER_SOCKET, reply, sizeof(*reply), MSG_NOSIGNAL);
}

static void answer(size_t length)
{
	struct program_fault fault = program_parse(message, length, &program);
	struct reply_message reply;

	reply_begin(&reply, program.id);
	if (!fault.error_number && program.is_aside)
		fault.error_number = aside_start(&program, HELPER_SOCKET);
	if (fault.error_number)
		reply_fault(&reply, OUTCOME_FAILED, fault.step, fault.error_number);
	else if (program.is_aside)
		return;
	else
		program_run(&program, &reply);
	send_reply(&reply);
}

/* 0 when the other side is gone. */
static int receive(void)
{
	/* MSG_TRUNC: the whole length of a message, of which `message` may hold but the beginning. */
	ssize_t length = recv(HELPER_SOCKET, message, sizeof(message), MSG_TRUNC);

	if (length > 0)
		answer((size_t)length);
	return length > 0;
}

static void finish_aside(const struct pollfd *polled)
{
	struct reply_message reply;
	unsigned index;

	for (index = 0; index < MAX_ASIDE; index++)
		if (polled[index].revents) {
			aside_finish(&polled[index], &reply);
			send_reply(&reply);
		}
}

static void serve(void)
{
	struct pollfd polled[MAX_ASIDE + 1];

	for (;;) {
		aside_poll(polled);
		polled[MAX_ASIDE] = (struct pollfd){ .fd = HELPER_SOCKET, .events = POLLIN };
		poll(polled, MAX_ASIDE + 1, -1);
		finish_aside(polled);
		/* What was sent and not begun stays undone: another process may look after the device by now. */
		if (polled[MAX_ASIDE].revents & ~POLLIN)
			return;
		if (polled[MAX_ASIDE].revents && !receive())
			return;
	}
}

/*
 * For good: an interrupted suspend leaves a mirror half suspended, and a service manager's SIGTERM
 * to all processes of dmeventd's service is not meant for this one, which ends when dmeventd does.
 */
static void block_signals(void)
{
	sigset_t all;
	int number;

	for (number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
}

static void close_from(int first)
{
	if (close_range((unsigned)first, ~0u, 0))
		while (first < MAX_FILES)
			close(first++);
}

/* The standard descriptors lead nowhere; nothing else but the socket is left of dmeventd's. */
static int leave_files(void)
{
	int null = open("/dev/null", O_RDWR);
	int failed = null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0;

	close_from(HELPER_SOCKET + 1);
	return failed ? errno : 0;
}

static int set_up(void)
{
	int error;

	umask(S_IRWXG | S_IRWXO);
	setsid();
	prctl(PR_SET_NAME, "mirrorguard-hlp");
	error = memory_lock();
	return error ? error : watchdog_start();
}

static int is_socket(int file)
{
	int type;
	socklen_t size = sizeof(type);

	return !getsockopt(file, SOL_SOCKET, SO_TYPE, &type, &size) && type == SOCK_SEQPACKET;
}

/* In the process that stays. */
static int stay(int ready)
{
	int error = set_up();

	if (write(ready, &error, sizeof(error)) != sizeof(error))
		return EXIT_FAILURE;
	close(ready);
	if (!error)
		serve();
	return error;
}

/* In the process that dmeventd started: what the other one says. */
static int report(int ready)
{
	int error;

	return read(ready, &error, sizeof(error)) == sizeof(error) ? error : ECHILD;
}

/*
 * The process that dmeventd started ends as soon as the one that stays is ready, and its exit code
 * is an errno, 0 for none. So dmeventd has no child that could become a zombie; init has.
 */
int main(int count, char **arguments)
{
	int ends[2], error;
	pid_t stays;

	(void)arguments;
	if (count != 2 || !is_socket(HELPER_SOCKET))
		return EINVAL;
	block_signals();
	error = leave_files();
	if (error)
		return error;
	if (chdir("/") || pipe2(ends, O_CLOEXEC))
		return errno;
	stays = fork();
	if (stays < 0)
		return errno;
	close(ends[stays ? 1 : 0]);
	return stays ? report(ends[0]) : stay(ends[1]);
}
