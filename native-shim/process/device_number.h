/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef MIRRORGUARD_DEVICE_NUMBER_H
#define MIRRORGUARD_DEVICE_NUMBER_H

#include <stdint.h>

/* In C#: MirrorGuard.Core.Status.DeviceNumber. */
struct device_number {
	uint32_t major;
	uint32_t minor;
};

#endif
