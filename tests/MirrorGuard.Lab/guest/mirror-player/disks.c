#define _GNU_SOURCE
#include "disks.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "mapper.h"
#include "player.h"

#define MAX_DISKS 10

static char **disks;
static unsigned legs;
static char disk_number[MAX_DISKS][16], image_number[MAX_DISKS][16];

static void name_of(char *name, size_t bytes, const char *kind, unsigned number)
{
	snprintf(name, bytes, "%s%u", kind, number);
}

void set_disk(unsigned number, const char *mode, const char *blocks)
{
	char name[16], parameters[LINE_BYTES];
	const char *device = disks[number];

	name_of(name, sizeof(name), "disk", number);
	if (!strcmp(mode, "error"))
		parameters[0] = 0;
	else if (!strcmp(mode, "flakey"))
		snprintf(parameters, sizeof(parameters), "%s 0 0 1000", device);
	else if (!strcmp(mode, "dust"))
		snprintf(parameters, sizeof(parameters), "%s 0 %d", device, BLOCK_BYTES);
	else
		snprintf(parameters, sizeof(parameters), "%s 0", device);
	swap_in(name, strcmp(mode, "good") ? mode : "linear", parameters);

	while (*blocks) {
		char message[64], *end;

		snprintf(message, sizeof(message), "addbadblock %lu", strtoul(blocks, &end, 10));
		if (end == blocks)
			break;
		blocks = end;
		send_message(name, message);
	}
	if (!strcmp(mode, "dust"))
		send_message(name, "enable");
}

void set_image(unsigned number, const char *type)
{
	char name[16], parameters[32];

	name_of(name, sizeof(name), "image", number);
	snprintf(parameters, sizeof(parameters), "%s 0", disk_number[number]);
	swap_in(name, type, strcmp(type, "error") ? parameters : "");
}

static void erase(const char *path)
{
	int device = open(path, O_WRONLY | O_DIRECT);
	void *zeros = block_buffer();

	for (unsigned block = 0; block < DISK_BLOCKS; block++)
		if (device < 0 || pwrite(device, zeros, BLOCK_BYTES, (off_t) block * BLOCK_BYTES) != BLOCK_BYTES)
			die(path);
	munmap(zeros, BLOCK_BYTES);
	close(device);
}

void disks_begin(char **devices, unsigned leg_count)
{
	char name[16], node[32];

	disks = devices;
	legs = leg_count;
	for (unsigned number = 0; number <= legs; number++) {
		erase(disks[number]);
		name_of(name, sizeof(name), "disk", number);
		create(name, NULL, 0, disk_number[number], sizeof(disk_number[number]));
		set_disk(number, "good", "");
		name_of(name, sizeof(name), "image", number);
		create(name, node, sizeof(node), image_number[number], sizeof(image_number[number]));
		set_image(number, "linear");
	}
}

void disks_remove(void)
{
	char name[16];

	for (unsigned number = 0; number <= legs; number++) {
		name_of(name, sizeof(name), "image", number);
		remove_device(name);
		name_of(name, sizeof(name), "disk", number);
		remove_device(name);
	}
}

const char *number_of_image(unsigned number)
{
	return image_number[number];
}

unsigned image_of_number(const char *word)
{
	unsigned number = 0;

	while (number <= legs && strcmp(word, image_number[number]))
		number++;
	return number;
}

void show_legs(void)
{
	uint64_t *buffer = block_buffer();

	for (unsigned leg = 0; leg < legs; leg++) {
		int device = open(disks[leg], O_RDONLY | O_DIRECT);

		printf("leg %u", leg);
		for (unsigned block = 0; block < MIRROR_BLOCKS; block++) {
			if (device < 0 || pread(device, buffer, BLOCK_BYTES, (off_t) block * BLOCK_BYTES) != BLOCK_BYTES)
				die(disks[leg]);
			printf(" %" PRIu64 "%s", buffer[0], buffer[0] == buffer[BLOCK_WORDS - 1] ? "" : "torn");
		}
		printf("\n");
		close(device);
	}
	munmap(buffer, BLOCK_BYTES);
	fflush(stdout);
}
