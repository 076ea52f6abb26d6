/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bridge to dmeventd's own log: syslog, or its terminal with -f -l. */
#ifndef MIRRORGUARD_LOG_H
#define MIRRORGUARD_LOG_H

/* libdevmapper's levels; syslog's numbers. */
enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_NOTICE = 5,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7
};

/* One line, as it stands: a per cent sign in it means nothing. */
void log_line(enum log_level level, const char *line);

/* "<what> <device><rest>" */
void log_about(enum log_level level, const char *what, const char *device, const char *rest);

#endif
