/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Block devices by their numbers: names change hands, and a link in /dev is udev's, and late. */
#ifndef MIRRORGUARD_DEVICE_H
#define MIRRORGUARD_DEVICE_H

#include "device_number.h"

/* A file, or -1 with errno. */
int device_open(struct device_number device, int flags);

#endif
