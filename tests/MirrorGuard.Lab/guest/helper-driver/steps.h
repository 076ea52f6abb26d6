/* From a line of the script to a step of the program that is sent next. */
#ifndef STEPS_H
#define STEPS_H

#include <stdint.h>

#include "../protocol.h"

/* What is sent: the head, and the steps since it was begun. */
extern union program {
	struct program_head head;
	unsigned char bytes[MAX_BYTES];
} program;

/* A program without steps. */
void begin_program(void);

/* Adds what VERB and the rest of its line ask for; 0: there is no such step. */
int add_step(const char *verb, char **line);

/* The next word of the line; none: an empty one. */
char *word(char **line);

uint64_t number(char **line);

const char *rest(char **line);

__attribute__((noreturn))
void fail(const char *what);

#endif
