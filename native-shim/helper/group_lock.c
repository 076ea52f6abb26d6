/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "group_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "protocol.h"

/* Each but the last lost a race against an LVM command that ended; so many in a row are no accident. */
static const int ATTEMPTS = 10;

/*
 * Most who have the lock have it for some tens of milliseconds: the helpers of other volumes on the disk that died, and LVM's
 * reporting commands. Whoever has it for longer is better asked again later.
 */
static const int PATIENCE_MS = 300;
static const int PAUSE_MS = 3;

/* The program's thread takes and gives back, the watchdog's gives up. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int held = -1;
static int is_lost;
static char held_path[MAX_PATH_LENGTH + 1];

/* LVM deletes the file with the lock: what was locked may be a file that nobody will find again. */
static int is_still_there(int file, const char *path)
{
	struct stat locked, found;

	return !fstat(file, &locked) && !stat(path, &found) &&
	       locked.st_dev == found.st_dev && locked.st_ino == found.st_ino;
}

static int try_lock(const char *path)
{
	int error, file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);

	if (file < 0)
		return errno;
	error = flock(file, LOCK_EX | LOCK_NB) ? errno : 0;
	if (!error && is_still_there(file, path)) {
		pthread_mutex_lock(&mutex);
		strcpy(held_path, path);
		is_lost = 0;
		held = file;
		pthread_mutex_unlock(&mutex);
		return 0;
	}
	close(file);
	return error ? error : ESTALE;
}

static int try_lock_again(const char *path)
{
	int attempt, error = ESTALE;

	for (attempt = 0; attempt < ATTEMPTS && error == ESTALE; attempt++)
		error = try_lock(path);
	return error;
}

int group_lock_take(const char *path)
{
	static const struct timespec pause = { .tv_nsec = PAUSE_MS * 1000000L };
	int waited_ms, error;

	if (held >= 0)
		return EDEADLK;
	error = try_lock_again(path);
	for (waited_ms = 0; error == EWOULDBLOCK && waited_ms < PATIENCE_MS; waited_ms += PAUSE_MS) {
		nanosleep(&pause, NULL);
		error = try_lock_again(path);
	}
	return error;
}

/* Under the mutex. */
static void give_back(void)
{
	/* As LVM does: it leaves no lock files behind. Whoever waits for this one looks again. */
	unlink(held_path);
	/* A child that only reads has the same lock, and does not give it back by itself. */
	flock(held, LOCK_UN);
	close(held);
	held = -1;
}

void group_lock_give_back(void)
{
	pthread_mutex_lock(&mutex);
	if (held >= 0)
		give_back();
	is_lost = 0;
	pthread_mutex_unlock(&mutex);
}

void group_lock_give_up(void)
{
	pthread_mutex_lock(&mutex);
	if (held >= 0) {
		give_back();
		is_lost = 1;
	}
	pthread_mutex_unlock(&mutex);
}

int group_lock_is_lost(void)
{
	int lost;

	pthread_mutex_lock(&mutex);
	lost = is_lost;
	pthread_mutex_unlock(&mutex);
	return lost;
}

int group_lock_take_again(void)
{
	char path[sizeof(held_path)];

	strcpy(path, held_path);
	return group_lock_take(path);
}
