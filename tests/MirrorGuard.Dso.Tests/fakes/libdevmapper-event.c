/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dmeventd's log, on standard output: "log LEVEL TEXT". */
#include <libdevmapper-event.h>

#include <stdio.h>

#include "world.h"

void dm_event_log(const char *subsys, int level, const char *file, int line, int dm_errno_or_class,
		  const char *format, va_list ap)
{
	char text[4096];

	(void)subsys;
	(void)file;
	(void)line;
	(void)dm_errno_or_class;
	vsnprintf(text, sizeof(text), format, ap);
	world_say("log %d %s", level, text);
}
