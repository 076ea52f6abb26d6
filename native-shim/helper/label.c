/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "label.h"

#include <ctype.h>
#include <endian.h>
#include <stddef.h>
#include <string.h>

#define SECTOR_BYTES 512

/* A label may be in any of these. */
static const unsigned LABEL_SECTORS = 4;

/* On disk, little-endian: the head of the label, then at `offset` the PV, which starts with its UUID. */
struct label {
	char id[8];
	uint64_t sector;
	uint32_t crc;		/* of everything behind it in the sector */
	uint32_t offset;
	char type[8];
};

/* The usual CRC-32 with LVM's own start and without the usual end. */
static uint32_t crc_of(const unsigned char *bytes, size_t length)
{
	uint32_t crc = 0xf597a6cf;
	int bit;

	while (length--) {
		crc ^= *bytes++;
		for (bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return crc;
}

/* A sound label with anything else in it was not written by LVM. */
static int is_uuid(const char *text)
{
	size_t index;

	for (index = 0; index < PV_UUID_LENGTH; index++)
		if (!isalnum((unsigned char)text[index]) && text[index] != '!' && text[index] != '#')
			return 0;
	return 1;
}

static const char *uuid_in(const unsigned char *sector, unsigned number)
{
	const size_t covered = offsetof(struct label, offset);
	struct label label;
	uint32_t offset;

	memcpy(&label, sector, sizeof(label));
	offset = le32toh(label.offset);
	if (memcmp(label.id, "LABELONE", sizeof(label.id)) || memcmp(label.type, "LVM2 001", sizeof(label.type)) ||
	    le64toh(label.sector) != number ||
	    le32toh(label.crc) != crc_of(sector + covered, SECTOR_BYTES - covered) ||
	    offset < sizeof(label) || offset > SECTOR_BYTES - PV_UUID_LENGTH)
		return NULL;
	return is_uuid((const char *)sector + offset) ? (const char *)sector + offset : NULL;
}

const char *label_uuid(const unsigned char *sectors)
{
	const char *uuid = NULL;
	unsigned number;

	for (number = 0; number < LABEL_SECTORS && !uuid; number++)
		uuid = uuid_in(sectors + (size_t)number * SECTOR_BYTES, number);
	return uuid;
}
