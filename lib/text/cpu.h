/* SPDX-License-Identifier: MIT */
/* cpu: instructions that not every processor of an architecture has. */
#ifndef TRK_TEXT_CPU_H
#define TRK_TEXT_CPU_H

#include <stdbool.h>

#if defined(__x86_64__)

#include <immintrin.h>
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif

#define TRK_AVX2 __attribute__((target("avx2")))

/* The C library has asked already, where it says so: to ask again costs as much as a thousand
 * bytes in a virtual machine. */
static inline bool trk_cpu_has_avx2(void)
{
#if defined(CPU_FEATURE_ACTIVE)
	return CPU_FEATURE_ACTIVE(AVX2);
#else
	return __builtin_cpu_supports("avx2");
#endif
}

#endif

#endif
