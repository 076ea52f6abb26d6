/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "registration.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <libdevmapper.h>
#include <libdevmapper-event.h>

#include "log.h"
#include "managed.h"
#include "services.h"
#include "stock_dso.h"

struct registration {
	uint64_t id;
	char *device, *uuid;
	int major, minor;

	/* Held while either owner works on the device; a hand-over changes the owner under it. */
	pthread_mutex_t owner_lock;
	enum { OWNER_NONE, OWNER_MANAGED, OWNER_STOCK } owner;
	void *managed_state;	/* a GCHandle */
	void *stock_state;	/* what the stock DSO keeps in its `user` */

	/* Under list_lock. */
	struct registration *next;
	unsigned visitors;	/* threads that came by id and are still inside */
};

/* Managed code names a registration by its id, so a late call can never meet freed memory. */
static pthread_mutex_t list_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t visitor_left = PTHREAD_COND_INITIALIZER;
static struct registration *registrations;
static uint64_t last_id;

static struct registration *registration_create(const char *device, const char *uuid, int major, int minor)
{
	struct registration *registration = calloc(1, sizeof(*registration));

	if (!registration)
		return NULL;
	registration->device = strdup(device);
	registration->uuid = strdup(uuid);
	registration->major = major;
	registration->minor = minor;
	pthread_mutex_init(&registration->owner_lock, NULL);
	return registration;
}

static void registration_free(struct registration *registration)
{
	pthread_mutex_destroy(&registration->owner_lock);
	free(registration->device);
	free(registration->uuid);
	free(registration);
}

static void list_add(struct registration *registration)
{
	pthread_mutex_lock(&list_lock);
	registration->id = ++last_id;
	registration->next = registrations;
	registrations = registration;
	pthread_mutex_unlock(&list_lock);
}

static void list_remove(struct registration *registration)
{
	struct registration **link;

	pthread_mutex_lock(&list_lock);
	for (link = &registrations; *link; link = &(*link)->next)
		if (*link == registration) {
			*link = registration->next;
			break;
		}
	while (registration->visitors)
		pthread_cond_wait(&visitor_left, &list_lock);
	pthread_mutex_unlock(&list_lock);
}

static struct registration *visit(uint64_t id)
{
	struct registration *registration;

	pthread_mutex_lock(&list_lock);
	for (registration = registrations; registration; registration = registration->next)
		if (registration->id == id) {
			registration->visitors++;
			break;
		}
	pthread_mutex_unlock(&list_lock);
	return registration;
}

static void leave(struct registration *registration)
{
	pthread_mutex_lock(&list_lock);
	registration->visitors--;
	pthread_cond_broadcast(&visitor_left);
	pthread_mutex_unlock(&list_lock);
}

static void stock_take(struct registration *registration)
{
	const struct stock_dso *stock = stock_dso();

	registration->owner = OWNER_NONE;
	if (stock && stock->register_device(registration->device, registration->uuid, registration->major,
					    registration->minor, &registration->stock_state))
		registration->owner = OWNER_STOCK;

	if (registration->owner == OWNER_STOCK)
		log_about(LOG_LEVEL_WARNING, "LVM's own mirror DSO looks after", registration->device,
			  " from now on; nothing has to be done.");
	else
		log_about(LOG_LEVEL_ERROR, "NOBODY looks after", registration->device,
			  ": MirrorGuard and LVM's own mirror DSO both failed; a person has to restart dmeventd.");
}

/* The owner_lock is held. */
static void give_to_stock(struct registration *registration)
{
	if (registration->managed_state)
		managed_unregister(registration->managed_state);
	registration->managed_state = NULL;
	stock_take(registration);
}

/* The stock DSO acts on events only; a fault that managed code failed at must not wait for the next one. */
static void stock_look_at_status(struct registration *registration)
{
	struct dm_task *dmt = registration->owner == OWNER_STOCK ? dm_task_create(DM_DEVICE_STATUS) : NULL;

	if (!dmt)
		return;
	if (dm_task_set_uuid(dmt, registration->uuid) && dm_task_no_flush(dmt) && dm_task_run(dmt))
		stock_dso()->process_event(dmt, DM_EVENT_DEVICE_ERROR, &registration->stock_state);
	dm_task_destroy(dmt);
}

void mirrorguard_hand_over(uint64_t registration_id)
{
	struct registration *registration = visit(registration_id);

	if (!registration)
		return;
	pthread_mutex_lock(&registration->owner_lock);
	if (registration->owner == OWNER_MANAGED) {
		give_to_stock(registration);
		stock_look_at_status(registration);
	}
	pthread_mutex_unlock(&registration->owner_lock);
	leave(registration);
}

static void choose_owner(struct registration *registration)
{
	enum managed_result result = MANAGED_GAVE_UP;

	if (managed_start())
		result = managed_register(registration->id, registration->device, registration->uuid,
					  registration->major, registration->minor,
					  &registration->managed_state);
	if (result == MANAGED_OK)
		registration->owner = OWNER_MANAGED;
	else if (result == MANAGED_GAVE_UP)
		give_to_stock(registration);
}

struct registration *registration_open(const char *device, const char *uuid, int major, int minor)
{
	struct registration *registration = registration_create(device, uuid, major, minor);
	int is_owned;

	if (!registration)
		return NULL;
	list_add(registration);

	pthread_mutex_lock(&registration->owner_lock);
	if (registration->device && registration->uuid)
		choose_owner(registration);
	is_owned = registration->owner != OWNER_NONE;
	pthread_mutex_unlock(&registration->owner_lock);

	if (is_owned)
		return registration;
	list_remove(registration);
	registration_free(registration);
	return NULL;
}

static int managed_took_event(struct registration *registration, struct dm_task *dmt, int event_mask)
{
	if (registration->owner != OWNER_MANAGED)
		return 0;
	if (managed_process_event(registration->managed_state, dmt, event_mask) != MANAGED_GAVE_UP)
		return 1;
	give_to_stock(registration);
	return 0;
}

void registration_process_event(struct registration *registration, struct dm_task *dmt, int event_mask)
{
	pthread_mutex_lock(&registration->owner_lock);
	/* The stock DSO also gets the very event that managed code failed at. */
	if (!managed_took_event(registration, dmt, event_mask) && registration->owner == OWNER_STOCK)
		stock_dso()->process_event(dmt, event_mask, &registration->stock_state);
	pthread_mutex_unlock(&registration->owner_lock);
}

int registration_close(struct registration *registration, const char *device)
{
	int closed = 1;

	list_remove(registration);
	if (registration->owner == OWNER_MANAGED)
		managed_unregister(registration->managed_state);
	else if (registration->owner == OWNER_STOCK)
		closed = stock_dso()->unregister_device(device, registration->uuid, registration->major,
							registration->minor, &registration->stock_state);
	registration_free(registration);
	return closed;
}
