/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* FNV-1a of 64 bits: told apart are two readings of one place, not what an enemy wrote there. */
#ifndef MIRRORGUARD_DIGEST_H
#define MIRRORGUARD_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_OF_NOTHING UINT64_C(14695981039346656037)

static inline uint64_t digest_add(uint64_t digest, const unsigned char *bytes, size_t length)
{
	while (length--)
		digest = (digest ^ *bytes++) * UINT64_C(1099511628211);
	return digest;
}

#endif
