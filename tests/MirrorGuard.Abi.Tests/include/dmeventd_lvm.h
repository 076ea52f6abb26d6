/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What libdevmapper-event-lvm2.so.2.03 exports and MirrorGuard uses. LVM installs no header for it;
 * written after the prototypes of daemons/dmeventd/plugins/lvm2/dmeventd_lvm.h, 2.03.16. That the
 * library has the symbols is proved by linking.
 */
#ifndef DMEVENTD_LVM_H
#define DMEVENTD_LVM_H

int dmeventd_lvm2_init(void);
void dmeventd_lvm2_exit(void);
int dmeventd_lvm2_run(const char *cmdline);
void dmeventd_lvm2_lock(void);
void dmeventd_lvm2_unlock(void);

#endif
