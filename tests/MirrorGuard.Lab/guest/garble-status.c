/*
 * Preloaded into dmeventd: while /run/lab/garble exists, every mirror's status
 * line reaches the plugin with a leg count that is none. The kernel writes no
 * such line; a kernel to come might write one that we do not know.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define TRIGGER "/run/lab/garble"

typedef void *next_target(void *, void *, uint64_t *, uint64_t *, char **, char **);

void *dm_get_next_target(void *task, void *next, uint64_t *start, uint64_t *length,
			 char **type, char **parameters);

void *dm_get_next_target(void *task, void *next, uint64_t *start, uint64_t *length,
			 char **type, char **parameters)
{
	next_target *real = (next_target *) dlsym(RTLD_NEXT, "dm_get_next_target");
	void *result = real(task, next, start, length, type, parameters);

	if (*type && !strcmp(*type, "mirror") && *parameters && !access(TRIGGER, F_OK))
		(*parameters)[0] = '?';
	return result;
}
