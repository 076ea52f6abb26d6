/*
 * Writes as programs do that a mirror's legs may differ for, at least for a
 * moment, without any fault:
 *
 * usage: page-writer direct FILE WRITERS
 *		processes that write stretches of 4 to 256 KiB, past the page
 *		cache, at random places; each in a part of its own: of two
 *		writes of one place that are under way at once, one leg may end
 *		up with the one and the other leg with the other
 *	page-writer mapped FILE MIB
 *		maps the file's first mebibytes and changes page after page, at
 *		random; has the kernel write them back all the time, and changes
 *		them again while it does
 *	page-writer cut FILE MIB
 *		maps the file, changes every page, has the kernel write them
 *		back, changes them again a moment later and cuts the file down
 *		to nothing: what was on its way then is never written again.
 *		Ends by itself
 *	page-writer anonymous MIB
 *		changes pages of its own memory, at random: with more than fits,
 *		pages that are on their way to swap are changed too
 *
 * The others end with SIGTERM.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE_BYTES 4096
#define MOST_PAGES 64
#define MOST_WRITERS 32
#define MIB_PAGES 256

/* Pages that are changed between two orders to write back. */
#define PAGES_A_ROUND 512
#define CHANGED_WORDS 8

/* After a round: on one processor, the scan is to get its turn. */
#define PAUSE_US 4000

/* A prompt leg has written a page long before; one that is half a second late has not. */
#define CHANGED_AGAIN_US 200000

static volatile sig_atomic_t ending;

static void end_soon(int signal)
{
	(void) signal;
	ending = 1;
}

static void die(const char *what)
{
	fprintf(stderr, "page-writer: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* xorshift64: no two writers write the same, and no library call a page. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void fill(uint64_t *page, uint64_t value)
{
	for (size_t word = 0; word < PAGE_BYTES / sizeof(value); word++)
		page[word] = value + word;
}

static int open_or_die(const char *path, int flags)
{
	int file = open(path, flags | O_RDWR | O_CLOEXEC);

	if (file < 0)
		die(path);
	return file;
}

static void write_direct(const char *path, unsigned long number, unsigned long writers)
{
	static uint64_t stretch[MOST_PAGES][PAGE_BYTES / sizeof(uint64_t)] __attribute__((aligned(PAGE_BYTES)));
	int file = open_or_die(path, O_DIRECT);
	uint64_t pages = (uint64_t) lseek(file, 0, SEEK_END) / PAGE_BYTES / writers;
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15) * (number + 1);

	if (pages < MOST_PAGES)
		die("too small");
	while (!ending) {
		uint64_t count = 1 + next_random(&seed) % MOST_PAGES;
		uint64_t first = pages * number + next_random(&seed) % (pages - count + 1);

		for (uint64_t page = 0; page < count; page++)
			fill(stretch[page], next_random(&seed));
		if (pwrite(file, stretch, count * PAGE_BYTES, (off_t) (first * PAGE_BYTES)) < 0)
			die(path);
	}
}

static void start_writers(const char *path, unsigned long writers)
{
	pid_t children[MOST_WRITERS];

	if (!writers || writers > MOST_WRITERS)
		die("writers");
	for (unsigned long number = 0; number < writers; number++) {
		children[number] = fork();
		if (children[number] < 0)
			die("fork");
		if (!children[number]) {
			prctl(PR_SET_PDEATHSIG, SIGTERM);
			write_direct(path, number, writers);
			exit(0);
		}
	}
	while (!ending)
		sleep(1);
	for (unsigned long number = 0; number < writers; number++)
		kill(children[number], SIGTERM);
	while (wait(NULL) > 0)
		;
}

/* A few words of each page: the rest of it stays as it was, as with a program's own data. */
static void change_pages(uint64_t *memory, uint64_t pages, uint64_t *seed)
{
	for (unsigned round = 0; round < PAGES_A_ROUND; round++) {
		uint64_t *page = memory + next_random(seed) % pages * (PAGE_BYTES / sizeof(*memory));

		for (unsigned word = 0; word < CHANGED_WORDS; word++)
			page[next_random(seed) % (PAGE_BYTES / sizeof(*memory))]++;
	}
}

static uint64_t *map_or_die(int file, uint64_t pages)
{
	uint64_t *memory = mmap(NULL, pages * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

	if (memory == MAP_FAILED)
		die("mmap");
	return memory;
}

static void change_mapped(const char *path, uint64_t pages)
{
	int file = open_or_die(path, 0);
	uint64_t seed = 1;
	uint64_t *memory = map_or_die(file, pages);

	while (!ending) {
		uint64_t again = seed;

		change_pages(memory, pages, &seed);
		if (sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE))
			die(path);
		/* The same ones, on their way now; the last round's are left so until the kernel writes them by itself. */
		change_pages(memory, pages, &again);
		usleep(PAUSE_US);
	}
}

static void change_and_cut(const char *path, uint64_t pages)
{
	int file = open_or_die(path, 0);
	uint64_t *memory = map_or_die(file, pages);

	for (uint64_t page = 0; page < pages; page++)
		fill(memory + page * (PAGE_BYTES / sizeof(*memory)), 1);
	if (sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE))
		die(path);
	usleep(CHANGED_AGAIN_US);
	for (uint64_t page = 0; page < pages; page++)
		fill(memory + page * (PAGE_BYTES / sizeof(*memory)), 2);
	if (ftruncate(file, 0))
		die(path);
}

static void change_anonymous(uint64_t pages)
{
	uint64_t seed = 1;
	uint64_t *memory = mmap(NULL, pages * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		die("mmap");
	while (!ending) {
		change_pages(memory, pages, &seed);
		usleep(PAUSE_US);
	}
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_handler = end_soon };
	const char *kind = argc > 1 ? argv[1] : "";

	sigaction(SIGTERM, &action, NULL);
	if (argc == 4 && !strcmp(kind, "direct")) {
		start_writers(argv[2], strtoul(argv[3], NULL, 10));
	} else if (argc == 4 && !strcmp(kind, "mapped")) {
		change_mapped(argv[2], strtoull(argv[3], NULL, 10) * MIB_PAGES);
	} else if (argc == 4 && !strcmp(kind, "cut")) {
		change_and_cut(argv[2], strtoull(argv[3], NULL, 10) * MIB_PAGES);
	} else if (argc == 3 && !strcmp(kind, "anonymous")) {
		change_anonymous(strtoull(argv[2], NULL, 10) * MIB_PAGES);
	} else {
		fprintf(stderr, "usage: page-writer direct FILE WRITERS | mapped FILE MIB | cut FILE MIB | anonymous MIB\n");
		return 2;
	}
	return 0;
}
