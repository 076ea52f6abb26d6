/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the stock DSO does for a status line (dmeventd_mirror.c), count times. */
#include <stdint.h>

#include <libdevmapper.h>

uint64_t parse_loop(const char *line, uint64_t count)
{
	struct dm_pool *pool = dm_pool_create("mirror_state", 1024);
	struct dm_status_mirror *status;
	uint64_t synced = 0;

	if (!pool)
		return 0;
	while (count--) {
		if (!dm_get_status_mirror(pool, line, &status)) {
			synced = 0;
			break;
		}
		synced += status->insync_regions;
		dm_pool_free(pool, status);
	}
	dm_pool_destroy(pool);

	return synced;
}
