/* SPDX-License-Identifier: MIT */
/* --help, from the table. */
#include "opts.h"

#include <string.h>

#define TEXT_COLUMN 30
#define WIDTH       88

/* Breaks `text` at blanks; lines after the first begin at TEXT_COLUMN. */
static void wrap(FILE *to, const char *text)
{
	size_t column = TEXT_COLUMN;

	for (; *text; text += *text == ' ') {
		size_t word = strcspn(text, " ");
		if (column > TEXT_COLUMN && column + 1 + word > WIDTH) {
			(void)fprintf(to, "\n%*s", TEXT_COLUMN, "");
			column = TEXT_COLUMN;
		}
		column += (size_t)fprintf(
			to, "%s%.*s", column > TEXT_COLUMN ? " " : "", (int)word, text);
		text += word;
	}
	(void)fputc('\n', to);
}

static void show(FILE *to, const struct opt *opt)
{
	char left[80];
	int n = snprintf(left, sizeof(left), "  %c%c%s--%s%s%s", opt->letter ? '-' : ' ',
		opt->letter ? opt->letter : ' ', opt->letter ? ", " : "  ", opt->name,
		opt->arg ? " " : "", opt->arg ? opt->arg : "");

	if (n >= TEXT_COLUMN - 1)
		(void)fprintf(to, "%s\n%*s", left, TEXT_COLUMN, "");
	else
		(void)fprintf(to, "%-*s", TEXT_COLUMN, left);
	wrap(to, opt->help);
}

void opts_help(FILE *to, enum tool tool)
{
	const struct tool_text *text = tool_text(tool);
	const char *group = NULL;

	(void)fprintf(to, "usage: %s %s\n%s\n", text->name, text->usage, text->summary);
	for (size_t i = 0; i < opt_count; i++) {
		const struct opt *opt = &opt_table[i];
		if (!(opt->tools & tool) || !opt->help)
			continue;
		if (opt->group != group)
			(void)fprintf(to, "\n%s:\n", opt->group);
		group = opt->group;
		show(to, opt);
	}
	(void)fprintf(to, "\nExit status: %s.\n",
		tool == TOOL_APPEND ? "0 done, 1 refused, 2 could not be done"
				    : "0 nothing to report, 1 findings, 2 could not be checked");
}
