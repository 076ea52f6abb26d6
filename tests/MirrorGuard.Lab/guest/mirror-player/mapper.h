#ifndef MAPPER_H
#define MAPPER_H

#include <linux/dm-ioctl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>

/* Device-mapper. What fails ends the program. */

void mapper_open(void);

/* One buffer for all: the next call of this function reuses it. */
struct dm_ioctl *arguments_for(const char *name, uint32_t flags);

struct dm_ioctl *call(unsigned long command, struct dm_ioctl *arguments, const char *what);

/* False when it hangs. */
bool call_that_may_hang(unsigned long command, struct dm_ioctl *arguments, const char *what);

/* Into the inactive slot. */
void load(const char *name, const char *type, uint64_t sectors, const char *parameters);

/* A disk's table, loaded and made live. */
void swap_in(const char *name, const char *type, const char *parameters);

/* To the device's one target. */
void send_message(const char *name, const char *text);

/* The node that devtmpfs makes, and the number as tables say it. */
void create(const char *name, char *node, size_t node_bytes, char *number, size_t number_bytes);

void remove_device(const char *name);

#endif
