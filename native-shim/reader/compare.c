/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compare.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "digest.h"
#include "legs.h"

#define PAGE_BYTES 4096

/* Offsets are signed in the kernel; far above any disk, and no sum of two of them overflows. */
static const uint64_t MAX_OFFSET = UINT64_C(1) << 62;

/* One chunk, as it was read. */
struct chunk {
	const struct compare_message *request;
	unsigned place;
	uint64_t offset;
	size_t length;
};

static int is_request(const struct compare_message *request, size_t length)
{
	return length == sizeof(*request) && request->magic == COMPARE_MAGIC &&
	       request->leg_count >= 1 && request->leg_count <= MAX_LEGS &&
	       (request->block_bytes == 512 || request->block_bytes == 4096) &&
	       request->length && request->length <= MAX_COMPARED_BYTES && request->offset <= MAX_OFFSET &&
	       !(request->length % request->block_bytes) && !(request->offset % request->block_bytes) &&
	       memchr(request->lock_path, '\0', sizeof(request->lock_path));
}

/* Only a look: who holds the lock for long would keep LVM waiting. */
static int is_locked(const char *path)
{
	int file, is_held;

	if (!*path)
		return 0;
	file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file < 0)
		return 0;
	is_held = flock(file, LOCK_SH | LOCK_NB) && errno == EWOULDBLOCK;
	close(file);
	return is_held;
}

static int differ(const struct chunk *chunk, size_t at, size_t length)
{
	const unsigned char *first = NULL;
	unsigned leg;

	for (leg = 0; leg < chunk->request->leg_count; leg++) {
		const unsigned char *bytes = legs_read(chunk->place, leg) + at;

		if (legs_error(chunk->place, leg))
			continue;
		if (!first)
			first = bytes;
		else if (memcmp(first, bytes, length))
			return 1;
	}
	return 0;
}

static void add_difference(const struct chunk *chunk, size_t at, size_t length, struct comparison_message *answer)
{
	struct difference_message *difference = &answer->differences[answer->head.difference_count++];
	unsigned leg;

	memset(difference, 0, sizeof(*difference));
	difference->offset = chunk->offset + at;
	difference->length = length;
	for (leg = 0; leg < chunk->request->leg_count; leg++)
		if (!legs_error(chunk->place, leg))
			difference->digests[leg] = digest_add(DIGEST_OF_NOTHING, legs_read(chunk->place, leg) + at, length);
}

/* Runs of differing blocks within one page: the same run at every reading, whatever differs elsewhere. */
static void compare_page(const struct chunk *chunk, size_t at, size_t length, struct comparison_message *answer)
{
	size_t block = chunk->request->block_bytes, end = at + length, run = 0;

	for (; at < end; at += block) {
		if (differ(chunk, at, block)) {
			run += block;
		} else if (run) {
			add_difference(chunk, at - run, run, answer);
			run = 0;
		}
	}
	if (run)
		add_difference(chunk, end - run, run, answer);
}

static size_t to_page_end(uint64_t offset, size_t rest)
{
	size_t left = PAGE_BYTES - offset % PAGE_BYTES;

	return left < rest ? left : rest;
}

/* Every other block of a page. */
static int has_room_for_page(const struct comparison_message *answer)
{
	return answer->head.difference_count + PAGE_BYTES / 512 / 2 <= MAX_DIFFERENCES;
}

/* How far it came: to the end, or to where the answer is full. */
static size_t compare_chunk(const struct chunk *chunk, struct comparison_message *answer)
{
	size_t at, length;

	if (!differ(chunk, 0, chunk->length))
		return chunk->length;
	for (at = 0; at < chunk->length && has_room_for_page(answer); at += length) {
		length = to_page_end(chunk->offset + at, chunk->length - at);
		if (differ(chunk, at, length))
			compare_page(chunk, at, length, answer);
	}
	return at;
}

/* What a disk says of a place (DiskErrors.cs). Anything else is the device's, or ours, and no reason to rewrite anything. */
static int is_of_place(int error)
{
	switch (error) {
	case EIO:
	case ENODATA:
	case ENOLINK:
	case EILSEQ:
	case ETIMEDOUT:
	case EREMOTEIO:
		return 1;
	default:
		return 0;
	}
}

/* 0, or the errno of a leg that is not there as it should be. */
static int find_failed(const struct chunk *chunk, int32_t *failed_leg)
{
	unsigned leg;

	for (leg = 0; leg < chunk->request->leg_count; leg++) {
		int error = legs_error(chunk->place, leg);

		if (error && !is_of_place(error)) {
			*failed_leg = (int32_t)leg;
			return error;
		}
	}
	return 0;
}

/* No further than the answer comes: the next one tells of the rest. */
static void note_unreadable(const struct chunk *chunk, size_t compared, struct comparison_message *answer)
{
	unsigned leg;

	for (leg = 0; compared && leg < chunk->request->leg_count; leg++) {
		int error = legs_error(chunk->place, leg);

		if (error)
			answer->unreadable[answer->head.unreadable_count++] = (struct unreadable_message){
				chunk->offset, (uint32_t)compared, (uint16_t)leg, (uint16_t)error
			};
	}
}

static size_t chunk_at(const struct compare_message *request, uint64_t done)
{
	uint64_t rest = request->length - done;

	return rest < legs_chunk() ? (size_t)rest : legs_chunk();
}

static int begin(const struct compare_message *request, unsigned number)
{
	uint64_t done = (uint64_t)number * legs_chunk();

	if (done >= request->length)
		return 0;
	return legs_begin(number % CHUNKS_IN_FLIGHT, request->offset + done, chunk_at(request, done));
}

static int compare_all(const struct compare_message *request, struct comparison_message *answer)
{
	int error = begin(request, 0);
	unsigned number;

	for (number = 0; !error && answer->head.compared < request->length; number++) {
		struct chunk chunk = {
			request, number % CHUNKS_IN_FLIGHT, request->offset + answer->head.compared,
			chunk_at(request, answer->head.compared)
		};

		if (answer->head.unreadable_count + request->leg_count > MAX_UNREADABLE)
			break;
		error = begin(request, number + 1);
		legs_await(chunk.place);
		if (!error)
			error = find_failed(&chunk, &answer->head.failed_leg);
		if (!error) {
			size_t compared = compare_chunk(&chunk, answer);

			note_unreadable(&chunk, compared, answer);
			answer->head.compared += compared;
			if (compared < chunk.length)
				break;
		}
	}
	return error;
}

void compare(const struct compare_message *request, size_t length, struct comparison_message *answer)
{
	int64_t begun_at = now_microseconds();
	int error = EPROTO, leg = -1;

	memset(&answer->head, 0, sizeof(answer->head));
	answer->head.magic = COMPARISON_MAGIC;
	answer->head.failed_leg = -1;
	if (is_request(request, length)) {
		answer->head.id = request->id;
		if (is_locked(request->lock_path)) {
			answer->head.outcome = COMPARE_REFUSED;
			answer->head.error_number = EWOULDBLOCK;
			return;
		}
		error = legs_open(request, &leg);
		answer->head.failed_leg = leg;
		if (!error)
			error = compare_all(request, answer);
		answer->head.longest_microseconds = legs_longest();
		legs_close();
	}
	answer->head.elapsed_microseconds = now_microseconds() - begun_at;
	answer->head.outcome = error ? COMPARE_FAILED : COMPARE_DONE;
	answer->head.error_number = error;
}
