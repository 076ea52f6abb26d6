/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef MIRRORGUARD_COMPARE_H
#define MIRRORGUARD_COMPARE_H

#include <stddef.h>

#include "protocol.h"

/* Carries out what a message asks for, if it is a request at all. */
void compare(const struct compare_message *request, size_t length, struct comparison_message *answer);

#endif
