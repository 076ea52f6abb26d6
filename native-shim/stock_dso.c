/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stock_dso.h"

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#include "log.h"

/*
 * Found by the linker's search path, as LVM's default `dmeventd/mirror_library` is. Our own file
 * has this name too, but was loaded by its path and has another SONAME, so it does not match.
 */
static const char FILE_NAME[] = "libdevmapper-event-lvm2mirror.so";

/* MirrorGuard.Plugin: NativeAot.props */
static const char OWN_SONAME[] = "libmirrorguard-dmeventd.so.0";

static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER;
static struct stock_dso loaded;

/* ISO C has no cast from an object pointer to a function pointer; POSIX guarantees the bytes. */
static int find(void *handle, const char *symbol, void *function)
{
	void *address = dlsym(handle, symbol);

	memcpy(function, &address, sizeof(address));
	return address != NULL;
}

/*
 * By SONAME, not by comparing functions: a copy of our file would be a library of its own, and its
 * runtime a second one in the process.
 */
static int is_mirrorguard(void *handle)
{
	const struct link_map *map = NULL;
	const char *strings = NULL;
	const ElfW(Dyn) *entry;
	size_t soname = 0;

	if (dlinfo(handle, RTLD_DI_LINKMAP, &map))
		return 0;
	for (entry = map->l_ld; entry->d_tag != DT_NULL; entry++) {
		if (entry->d_tag == DT_STRTAB)
			strings = (const char *)entry->d_un.d_ptr;
		else if (entry->d_tag == DT_SONAME)
			soname = entry->d_un.d_val;
	}
	return strings && soname && !strcmp(strings + soname, OWN_SONAME);
}

static int load(struct stock_dso *dso)
{
	void *handle = dlopen(FILE_NAME, RTLD_NOW | RTLD_NODELETE);

	if (!handle) {
		log_about(LOG_LEVEL_ERROR, "LVM's own mirror DSO cannot be loaded:", dlerror(), "");
		return 0;
	}
	if (is_mirrorguard(handle)) {
		log_about(LOG_LEVEL_ERROR, "MirrorGuard was installed over LVM's own", FILE_NAME,
			  ": nothing is left to hand a device to. Reinstall the package dmeventd.");
		return 0;
	}
	if (!find(handle, "register_device", &dso->register_device) ||
	    !find(handle, "unregister_device", &dso->unregister_device) ||
	    !find(handle, "process_event", &dso->process_event)) {
		log_about(LOG_LEVEL_ERROR, "LVM's own mirror DSO lacks an entry point:", FILE_NAME, "");
		return 0;
	}
	return 1;
}

const struct stock_dso *stock_dso(void)
{
	static int is_loaded;
	struct stock_dso candidate;
	int usable;

	pthread_mutex_lock(&load_lock);
	if (!is_loaded && load(&candidate)) {
		loaded = candidate;
		is_loaded = 1;
	}
	usable = is_loaded;
	pthread_mutex_unlock(&load_lock);

	return usable ? &loaded : NULL;
}
