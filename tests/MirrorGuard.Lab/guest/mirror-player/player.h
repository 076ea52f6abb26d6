#ifndef PLAYER_H
#define PLAYER_H

/* What all parts of the player share. */

#define BLOCK_BYTES 4096
#define BLOCK_WORDS (BLOCK_BYTES / sizeof(uint64_t))
#define BLOCK_SECTORS (BLOCK_BYTES / 512)
#define DISK_BLOCKS 32
#define MIRROR_BLOCKS 16
#define LINE_BYTES 1024

/* Ends the program; errno says why. */
void die(const char *what) __attribute__((noreturn));

/* A millisecond. */
void nap(void);

/* One block of zeros, aligned for direct I/O; munmap takes it back. */
void *block_buffer(void);

#endif
