/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * mirrorguard-helper VOLUME: changes tables for one registration of a mirror with dmeventd.
 *
 * A suspend can hang in the kernel for ever. Here it takes a process with it that has nothing else
 * to do, and dmeventd goes on. The process holds no policy: it runs programs that come on
 * a socket (protocol.h), and ends when the other side is gone.
 */
#include <poll.h>
#include <sys/socket.h>

#include "aside.h"
#include "memory.h"
#include "program.h"
#include "run.h"
#include "stay.h"
#include "watchdog.h"

static _Alignas(8) unsigned char message[MAX_BYTES];
static struct program program;

static void send_reply(const struct reply_message *reply)
{
	/* Waits while the DSO takes no replies. If it is gone, the next poll says so. */
	send(PROCESS_SOCKET, reply, sizeof(*reply), MSG_NOSIGNAL);
}

static void answer(size_t length)
{
	struct program_fault fault = program_parse(message, length, &program);
	struct reply_message reply;

	reply_begin(&reply, program.id);
	if (!fault.error_number && program.is_aside)
		fault.error_number = aside_start(&program, PROCESS_SOCKET);
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
	ssize_t length = recv(PROCESS_SOCKET, message, sizeof(message), MSG_TRUNC);

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
		polled[MAX_ASIDE] = (struct pollfd){ .fd = PROCESS_SOCKET, .events = POLLIN };
		poll(polled, MAX_ASIDE + 1, -1);
		finish_aside(polled);
		/* What was sent and not begun stays undone: another process may look after the device by now. */
		if (polled[MAX_ASIDE].revents & ~POLLIN)
			return;
		if (polled[MAX_ASIDE].revents && !receive())
			return;
	}
}

static int set_up(void)
{
	int error = memory_lock();

	return error ? error : watchdog_start();
}

int main(int count, char **arguments)
{
	(void)arguments;
	return process_stay(count, "mirrorguard-hlp", set_up, serve);
}
