/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services.h"

#include <dlfcn.h>
#include <string.h>

#include "log.h"

void mirrorguard_log(int level, const char *line)
{
	log_line((enum log_level)level, line);
}

/* An address in the file that this is linked into. */
static const char anchor;

int mirrorguard_directory(char *directory, int size)
{
	const char *end;
	Dl_info own;

	if (!dladdr(&anchor, &own) || !own.dli_fname)
		return 0;
	end = strrchr(own.dli_fname, '/');
	if (!end || end - own.dli_fname >= size)
		return 0;
	memcpy(directory, own.dli_fname, (size_t)(end - own.dli_fname));
	directory[end - own.dli_fname] = '\0';
	return 1;
}
