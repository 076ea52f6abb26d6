/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stay.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the list of open files cannot be closed at a stroke: more than any process has. */
#define MAX_FILES 65536

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

	close_from(PROCESS_SOCKET + 1);
	return failed ? errno : 0;
}

static int is_socket(int file)
{
	int type;
	socklen_t size = sizeof(type);

	return !getsockopt(file, SOL_SOCKET, SO_TYPE, &type, &size) && type == SOCK_SEQPACKET;
}

/* In the process that stays. */
static int stay(int ready, const char *name, int (*set_up)(void), void (*serve)(void))
{
	int error;

	umask(S_IRWXG | S_IRWXO);
	setsid();
	prctl(PR_SET_NAME, name);
	error = set_up();
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

int process_stay(int argument_count, const char *name, int (*set_up)(void), void (*serve)(void))
{
	int ends[2], error;
	pid_t stays;

	if (argument_count != 2 || !is_socket(PROCESS_SOCKET))
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
	return stays ? report(ends[0]) : stay(ends[1], name, set_up, serve);
}
