/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "memory.h"

#include <errno.h>
#include <malloc.h>
#include <sys/mman.h>

int memory_lock(void)
{
	/* The C library's start allocates a little and takes much; nothing after it does, and what is not there is not locked. */
	malloc_trim(0);

	/* The stack is at hand as far as it reaches from the start, 128 KiB, of which the deepest call needs a hundredth. */
	return mlockall(MCL_CURRENT | MCL_FUTURE) ? errno : 0;
}
