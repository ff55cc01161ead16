/* SPDX-License-Identifier: MIT */
/* exit: the three statuses of the three programs. Nothing else is ever returned. */
#ifndef CMD_EXIT_H
#define CMD_EXIT_H

enum {
	STATUS_CLEAN = 0,    /* nothing to report at or above --fail-on */
	STATUS_FINDINGS = 1, /* findings; the change is refused */
	STATUS_UNABLE = 2    /* it could not be checked, or done */
};

#endif
