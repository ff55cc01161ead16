/* SPDX-License-Identifier: MIT */
/* Says on stderr how much memory a program takes at most, in KiB. Small itself, because what stood
 * in memory before the program was started counts as well. Ends as the program did. Usage: peak
 * PROGRAM... */
#define _DEFAULT_SOURCE /* wait4 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct rusage usage;
	int status;
	pid_t child = fork();

	if (argc < 2 || child < 0)
		return 2;
	if (child == 0) {
		(void)freopen("/dev/null", "w", stderr);
		(void)execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (wait4(child, &status, 0, &usage) < 0)
		return 2;
	(void)fprintf(stderr, "%ld\n", usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}
