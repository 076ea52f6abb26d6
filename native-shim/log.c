/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "log.h"

#include <stdarg.h>

#include <libdevmapper.h>
#include <libdevmapper-event.h>

/* Shown in brackets-free columns by `dmeventd -f -l -d`, next to "mirr", "raid", "lvm". */
static const char SUBSYSTEM[] = "guard";

__attribute__((format(printf, 2, 3)))
static void log_format(enum log_level level, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	dm_event_log(SUBSYSTEM, (int)level, "mirrorguard", 0, 0, format, arguments);
	va_end(arguments);
}

void log_line(enum log_level level, const char *line)
{
	log_format(level, "%s", line);
}

void log_about(enum log_level level, const char *what, const char *device, const char *rest)
{
	log_format(level, "%s %s%s", what, device, rest);
}
