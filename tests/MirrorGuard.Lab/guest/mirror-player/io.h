#ifndef IO_H
#define IO_H

#include <stdbool.h>
#include <stdint.h>

/* Applications' I/O: each in a thread of its own, since it may be held. */

/* Nothing is under way, and nothing open. */
void io_begin(void);

/* Where I/O goes from now on. */
void io_open(const char *node);

bool io_is_open(void);

/* 'w', 'r' or 'f' for a flush. */
void start_io(char kind, unsigned block, uint64_t number);

unsigned started_ios(void);

unsigned ended_ios(void);

/* What has ended since the last call. */
void show_ended(void);

/* Waits for all of it. */
void io_end(void);

#endif
