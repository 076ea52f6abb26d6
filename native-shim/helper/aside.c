/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "aside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory.h"
#include "run.h"
#include "watchdog.h"

static struct child {
	pid_t pid;		/* 0: free */
	int replies;		/* a pipe */
	uint32_t id;
} children[MAX_ASIDE];

static struct child *free_child(void)
{
	unsigned index;

	for (index = 0; index < MAX_ASIDE; index++)
		if (!children[index].pid)
			return &children[index];
	return NULL;
}

__attribute__((noreturn))
static void run_as_child(const struct program *program, int replies)
{
	struct reply_message reply;

	watchdog_leave();
	memory_lock();
	reply_begin(&reply, program->id);
	program_run(program, &reply);
	_exit(write(replies, &reply, sizeof(reply)) == sizeof(reply) ? 0 : 1);
}

int aside_start(const struct program *program, int dso_socket)
{
	struct child *child = free_child();
	int ends[2], error;

	if (!child)
		return EAGAIN;
	if (pipe2(ends, O_CLOEXEC))
		return errno;
	child->pid = fork();
	if (!child->pid) {
		close(dso_socket);
		close(ends[0]);
		run_as_child(program, ends[1]);
	}
	error = errno;
	close(ends[1]);
	if (child->pid < 0) {
		child->pid = 0;
		close(ends[0]);
		return error;
	}
	child->replies = ends[0];
	child->id = program->id;
	return 0;
}

void aside_poll(struct pollfd *polled)
{
	unsigned index;

	for (index = 0; index < MAX_ASIDE; index++) {
		polled[index].fd = children[index].pid ? children[index].replies : -1;
		polled[index].events = POLLIN;
		polled[index].revents = 0;
	}
}

static struct child *child_with(int replies)
{
	struct child *child = children;

	while (!child->pid || child->replies != replies)
		child++;
	return child;
}

void aside_finish(const struct pollfd *polled, struct reply_message *reply)
{
	struct child *child = child_with(polled->fd);

	/* A reply is short enough for a pipe to take it in one piece. */
	if (read(child->replies, reply, sizeof(*reply)) != sizeof(*reply)) {
		reply_begin(reply, child->id);
		reply_fault(reply, OUTCOME_FAILED, -1, ECHILD);
	}
	close(child->replies);
	waitpid(child->pid, NULL, 0);
	child->pid = 0;
}
