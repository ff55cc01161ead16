/* SPDX-License-Identifier: MIT */
/* sort: qsort() for lists that mostly come in order, which costs it as much as any other list. */
#ifndef TRK_TEXT_SORT_H
#define TRK_TEXT_SORT_H

#include <stdlib.h>

static inline void trk_sort(
	void *list, size_t n, size_t size, int (*cmp)(const void *, const void *))
{
	const char *at = list;

	for (size_t i = 1; i < n; i++, at += size)
		if (cmp(at, at + size) > 0) {
			qsort(list, n, size, cmp);
			return;
		}
}

#endif
