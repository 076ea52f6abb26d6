/*
 * Holds what a leg contains against what was acknowledged to steady-writer:
 * is anything lost?
 *
 * usage: find-lost LOG <CONTENT
 *
 * Each sector of a block must hold the last write to it that was acknowledged,
 * or one that was started later: a write that failed or was never acknowledged
 * may be there or not, or be there in some sectors alone, since no disk promises
 * more than whole sectors (and dm-dust passes a write on sector by sector). A
 * block that nothing was written to may hold anything. Prints the first wrong
 * sector of each block, and then "lost COUNT" of blocks; ends with 1 when there
 * is one.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define BLOCK_BYTES 4096
#define SECTOR_WORDS (512 / sizeof(uint64_t))
#define BLOCK_SECTORS (BLOCK_BYTES / 512)

/* 1 GiB; a guest's disks are smaller. */
#define MAX_BLOCKS (1 << 18)

/* acknowledged[N] is whether write N was. */
static bool *acknowledged;
static uint64_t writes;

static void die(const char *what)
{
	fprintf(stderr, "find-lost: %s\n", what);
	exit(2);
}

static void read_log(const char *path)
{
	FILE *log = fopen(path, "r");
	uint64_t room = 0, number, time;
	char word[8];
	int error;

	if (!log)
		die("no log");
	while (fscanf(log, "%7s %" SCNu64 " %" SCNu64, word, &number, &time) == 3) {
		if (number >= room) {
			room = number * 2 + 1024;
			acknowledged = realloc(acknowledged, room * sizeof(*acknowledged));
			if (!acknowledged)
				die("no memory");
		}
		if (word[0] == 's') {
			writes = number;
			acknowledged[number] = false;
		} else if (fscanf(log, "%d", &error) == 1) {
			acknowledged[number] = error == 0;
		}
	}
	fclose(log);
}

/* The last write to the block with this number, from 0, that was acknowledged; 0 when none was. */
static uint64_t last_acknowledged(uint64_t index, uint64_t blocks)
{
	uint64_t last = 0;

	for (uint64_t number = index + 1; number <= writes; number += blocks)
		if (acknowledged[number])
			last = number;
	return last;
}

/* What a sector holds; 0, which is no write, where that is not one thing. */
static uint64_t write_in(const uint64_t *sector)
{
	for (size_t word = 1; word < SECTOR_WORDS; word++)
		if (sector[word] != sector[0])
			return 0;
	return sector[0];
}

int main(int argc, char **argv)
{
	static uint64_t found[MAX_BLOCKS][BLOCK_SECTORS];
	static uint64_t block[BLOCK_SECTORS][SECTOR_WORDS];
	uint64_t blocks = 0, lost = 0;

	if (argc != 2)
		die("usage: find-lost LOG <CONTENT");
	read_log(argv[1]);

	while (blocks < MAX_BLOCKS && fread(block, BLOCK_BYTES, 1, stdin) == 1) {
		for (size_t sector = 0; sector < BLOCK_SECTORS; sector++)
			found[blocks][sector] = write_in(block[sector]);
		blocks++;
	}
	if (blocks == 0)
		die("no content");

	for (uint64_t index = 0; index < blocks; index++) {
		uint64_t last = last_acknowledged(index, blocks);

		for (size_t sector = 0; last != 0 && sector < BLOCK_SECTORS; sector++) {
			uint64_t number = found[index][sector];

			if (number >= last && number <= writes && (number - 1) % blocks == index)
				continue;
			printf("block %" PRIu64 " holds write %" PRIu64 " instead of %" PRIu64 " in its sector %zu\n",
			       index, number, last, sector);
			lost++;
			break;
		}
	}
	printf("lost %" PRIu64 "\n", lost);
	return lost != 0;
}
