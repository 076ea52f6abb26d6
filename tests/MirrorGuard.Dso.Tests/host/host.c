/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Imitates dmeventd around a DSO: its threads, stacks, signal masks, dlopen and dlclose. What
 * happens is said on standard output; what to do comes on standard input, a line each:
 *
 *   register LABEL DEVICE	loads the DSO if need be, starts a monitor thread
 *   event LABEL [COUNT]	process_event with the device's status
 *   mask LABEL none|all|alarm	the thread's signal mask from now on
 *   unregister LABEL [MASK]	ends the thread; the last one unloads the DSO
 *   status DEVICE STATUS, hold 0|1, finish 0|1 DEVICE STATUS, plan VOLUME FAILURES DEVICE STATUS
 *				the fake world (fakes/world.h)
 *   handlers			one line for each signal
 *   limit BYTES		of address space, beyond what is in use
 *   sync WORD			says WORD
 */
#include <dlfcn.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "monitor.h"

enum { MAX_MONITORS = 64, LINE_BYTES = 1536 };

static const char *dso_path;
static struct dso dso;
static unsigned dso_users;
static struct world_link world;
static struct monitor monitors[MAX_MONITORS];
static int ended_pipe[2];

static void on_exit_signal(int signal_number)
{
	char line[64];
	int length = snprintf(line, sizeof(line), "signal %d thread %s\n", signal_number,
			      gettid() == getpid() ? "main" : "other");

	if (write(STDOUT_FILENO, line, (size_t)length) < 0)
		abort();
}

static void on_alarm(int signal_number)
{
	(void)signal_number;
}

/* dmeventd.c: _init_thread_signals, and its handlers. */
static void set_signals(void)
{
	static const int exits[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT };
	struct sigaction action = { .sa_handler = on_alarm };
	sigset_t mask;
	size_t i;

	sigaction(SIGALRM, &action, NULL);
	signal(SIGPIPE, SIG_DFL);	/* a test runner may have ignored it */
	sigfillset(&mask);
	action.sa_handler = on_exit_signal;
	for (i = 0; i < sizeof(exits) / sizeof(*exits); i++) {
		sigaction(exits[i], &action, NULL);
		sigdelset(&mask, exits[i]);
	}
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

static struct monitor *monitor_find(const char *label)
{
	size_t i;

	for (i = 0; i < MAX_MONITORS; i++)
		if (monitors[i].is_running && !strcmp(monitors[i].label, label))
			return &monitors[i];
	say("MISUSE no such label: %s", label);
	exit(2);
}

static void do_register(const char *label, const char *device)
{
	struct monitor *monitor = monitors;

	while (monitor->is_running)
		monitor++;
	memset(monitor, 0, sizeof(*monitor));
	snprintf(monitor->label, sizeof(monitor->label), "%s", label);
	snprintf(monitor->device, sizeof(monitor->device), "%s", device);
	snprintf(monitor->uuid, sizeof(monitor->uuid), "LVM-%.*s", DEVICE_BYTES - 5, device);
	monitor->dso = &dso;
	monitor->world = &world;
	monitor->ended_pipe = ended_pipe[1];

	if (!dso_users) {
		if (!dso_load(&dso, dso_path))
			exit(3);
		say("loaded");
	}
	dso_users++;
	if (!monitor_start(monitor))
		exit(4);
}

/* dmeventd.c: _cleanup_unused_threads. */
static void join_ended(void)
{
	struct monitor *monitor;
	char byte;

	if (read(ended_pipe[0], &byte, 1) != 1)
		return;
	for (monitor = monitors; monitor < monitors + MAX_MONITORS; monitor++) {
		if (!monitor->is_running || !monitor->is_ended)
			continue;
		pthread_join(monitor->thread, NULL);
		monitor->is_running = 0;
		say("joined %s", monitor->label);
		if (--dso_users == 0) {
			dlclose(dso.handle);
			say("unloaded");
		}
	}
}

static void show_handlers(void)
{
	struct sigaction action;
	int signal_number;

	for (signal_number = 1; signal_number <= SIGRTMAX; signal_number++) {
		if (sigaction(signal_number, NULL, &action))
			continue;
		say("handler %d %s", signal_number,
		    action.sa_handler == SIG_DFL ? "default" : action.sa_handler == SIG_IGN ? "ignored" :
		    action.sa_handler == on_alarm || action.sa_handler == on_exit_signal ? "ours" : "taken");
	}
	say("handlers end");
}

static void limit_address_space(const char *bytes)
{
	unsigned long pages = 0;
	struct rlimit limit;
	FILE *statm = fopen("/proc/self/statm", "r");

	if (!statm || fscanf(statm, "%lu", &pages) != 1)
		exit(5);
	fclose(statm);
	limit.rlim_cur = limit.rlim_max = pages * (unsigned long)getpagesize() + strtoul(bytes, NULL, 10);
	setrlimit(RLIMIT_AS, &limit);
	say("limited");
}

static void give_order(const char *label, struct order order, const char *mask)
{
	snprintf(order.mask, sizeof(order.mask), "%s", mask);
	monitor_order(monitor_find(label), &order);
}

static void do_world(char *command, char *first, char *rest)
{
	char *second = strsep(&rest, " "), *third;

	if (!strcmp(command, "hold")) {
		world.hold_repairs(atoi(first));
	} else if (!strcmp(command, "finish")) {
		world.finish_repair(atoi(first), second, rest ? rest : "");
	} else if (!strcmp(command, "plan")) {
		third = strsep(&rest, " ");
		world.plan_repair(first, atoi(second), third, rest);
	} else {
		say("MISUSE unknown command: %s", command);
		exit(2);
	}
}

static void obey(char *line)
{
	char *rest = line;
	char *command = strsep(&rest, " ");
	char *first = rest ? strsep(&rest, " ") : "";

	if (!strcmp(command, "register"))
		do_register(first, rest);
	else if (!strcmp(command, "event"))
		give_order(first, (struct order){ .kind = ORDER_EVENTS, .count = rest ? atoi(rest) : 1 }, "");
	else if (!strcmp(command, "mask"))
		give_order(first, (struct order){ .kind = ORDER_MASK }, rest);
	else if (!strcmp(command, "unregister"))
		give_order(first, (struct order){ .kind = ORDER_END }, rest ? rest : "");
	else if (!strcmp(command, "status"))
		world.set_status(first, rest);
	else if (!strcmp(command, "handlers"))
		show_handlers();
	else if (!strcmp(command, "limit"))
		limit_address_space(first);
	else if (!strcmp(command, "sync"))
		say("synced %s", first);
	else
		do_world(command, first, rest);
}

/* read(2) only, no stdio: poll must see all that is there. */
static int read_line(char line[LINE_BYTES])
{
	size_t length = 0;

	while (length < LINE_BYTES - 1 && read(STDIN_FILENO, line + length, 1) == 1) {
		if (line[length] == '\n') {
			line[length] = '\0';
			return 1;
		}
		length++;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct pollfd waits[2] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .events = POLLIN } };
	char line[LINE_BYTES];

	if (argc != 2 || pipe(ended_pipe))
		return 2;
	dso_path = argv[1];
	waits[1].fd = ended_pipe[0];
	set_signals();
	if (!world_link_load(&world))
		return 2;

	for (;;) {
		if (poll(waits, 2, -1) < 0)
			continue;
		if (waits[1].revents)
			join_ended();
		else if (!read_line(line))
			return 0;
		else
			obey(line);
	}
}
