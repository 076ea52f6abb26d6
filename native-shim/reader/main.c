/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * mirrorguard-reader VOLUME: reads the legs of a mirror, and tells where they differ or cannot be read.
 *
 * A read from a dead disk may take minutes, or for ever. Here it takes a process with it that has nothing else
 * to do. It writes to no disk, holds no policy, and ends when the other side of its socket is gone.
 */
#include <errno.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/ioprio.h>

#include "compare.h"
#include "legs.h"
#include "stay.h"

#define LOWEST_NICE 19

static struct compare_message request;
static struct comparison_message answer;

/* Both are favours: whoever refuses them is served all the same. */
static void make_way(void)
{
	setpriority(PRIO_PROCESS, 0, LOWEST_NICE);
	syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0));
}

static int set_up(void)
{
	make_way();
	return legs_set_up();
}

static void serve(void)
{
	/* MSG_TRUNC: the whole length of a message, of which `request` may hold but the beginning. */
	ssize_t length = recv(PROCESS_SOCKET, &request, sizeof(request), MSG_TRUNC);

	while (length > 0) {
		compare(&request, (size_t)length, &answer);
		if (send(PROCESS_SOCKET, &answer, sizeof(answer), MSG_NOSIGNAL) < 0)
			return;
		length = recv(PROCESS_SOCKET, &request, sizeof(request), MSG_TRUNC);
	}
}

int main(int count, char **arguments)
{
	(void)arguments;
	return process_stay(count, "mirrorguard-rd", set_up, serve);
}
