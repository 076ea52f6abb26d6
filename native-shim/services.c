/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "services.h"

#include "log.h"

void mirrorguard_log(int level, const char *line)
{
	log_line((enum log_level)level, line);
}
