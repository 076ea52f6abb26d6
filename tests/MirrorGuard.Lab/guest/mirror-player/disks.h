#ifndef DISKS_H
#define DISKS_H

/* The disks of a scenario: on each a device "disk", which can break, and above that a device "image". The last is the log's. */

/* Erases the disks, and makes the devices above them. */
void disks_begin(char **devices, unsigned leg_count);

void disks_remove(void);

/* good, error, flakey, or dust with unreadable BLOCKS. */
void set_disk(unsigned number, const char *mode, const char *blocks);

/* linear or error. */
void set_image(unsigned number, const char *type);

/* MAJOR:MINOR of an image. */
const char *number_of_image(unsigned number);

/* The image of a MAJOR:MINOR; one more than there are for any other word. */
unsigned image_of_number(const char *word);

/* A line for each leg: what its disk holds, block by block. */
void show_legs(void);

#endif
