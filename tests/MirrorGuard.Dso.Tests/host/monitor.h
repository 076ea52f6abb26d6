/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One registration: a thread with dmeventd's stack, and what it is told to do, in order. */
#ifndef MONITOR_H
#define MONITOR_H

#include <pthread.h>

#include "call.h"
#include "world_link.h"

enum { MAX_ORDERS = 64, LABEL_BYTES = 32, DEVICE_BYTES = 128 };

struct order {
	enum { ORDER_EVENTS, ORDER_MASK, ORDER_END } kind;
	int count;		/* of events */
	char mask[16];
};

struct monitor {
	char label[LABEL_BYTES], device[DEVICE_BYTES], uuid[DEVICE_BYTES];
	const struct dso *dso;
	const struct world_link *world;
	int ended_pipe;		/* gets a byte when the thread is about to end */
	void *user;		/* zeroed, as dmeventd's dso_private */

	pthread_t thread;
	int is_running, is_ended;
	pthread_mutex_t lock;
	pthread_cond_t ordered;
	struct order orders[MAX_ORDERS];
	unsigned first, next;
};

int monitor_start(struct monitor *monitor);
void monitor_order(struct monitor *monitor, const struct order *order);

#endif
