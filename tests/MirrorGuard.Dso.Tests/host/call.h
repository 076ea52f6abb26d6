/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plugin ABI as dmeventd calls it, and what dmeventd relies on around each call. */
#ifndef CALL_H
#define CALL_H

struct dm_task;

struct dso {
	void *handle;
	int (*register_device)(const char *device, const char *uuid, int major, int minor, void **user);
	int (*unregister_device)(const char *device, const char *uuid, int major, int minor, void **user);
	void (*process_event)(struct dm_task *dmt, int event_mask, void **user);
};

/* dlopen and dlsym as dmeventd does them; 0 after saying why not. */
int dso_load(struct dso *dso, const char *path);

/* One whole line on standard output. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/* Call before and after a call into the DSO: says "returned WHAT LABEL RESULT mask=same|CHANGED alarm=no|PENDING". */
void call_begins(void);
void call_returned(const char *what, const char *label, int result);

#endif
