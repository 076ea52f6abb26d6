/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * LVM's lock of a volume group, so that no LVM command works on the same volumes meanwhile. One is
 * held at a time, by a program; the end of the process ends it too.
 */
#ifndef MIRRORGUARD_GROUP_LOCK_H
#define MIRRORGUARD_GROUP_LOCK_H

/* 0, or an errno; EWOULDBLOCK: an LVM command has it, for reading or writing, and keeps it. Waits for a moment only. */
int group_lock_take(const char *path);

/* Fine when none is held. */
void group_lock_give_back(void);

/*
 * Called beside a program that has lasted too long: LVM's commands for the other volumes of the group go on. Should the program go
 * on as well, group_lock_is_lost says that it must not do what it has not begun.
 */
void group_lock_give_up(void);
int group_lock_is_lost(void);

/* After it was lost: as group_lock_take. */
int group_lock_take_again(void);

#endif
