/* SPDX-License-Identifier: MIT */
/* Somebody else's program: it has the installed header and library, and nothing else of ours. */
#include <tracker.h>

#include <stdio.h>

int main(void)
{
	return puts(trk_version()) < 0;
}
