/* SPDX-License-Identifier: MIT */
/* Manual pages and shell completions, from the table. */
#include "opts.h"

#include "tracker.h"

#include <string.h>

#define LINE 70 /* columns after which a line of the page's source is broken */

/* roff takes hyphens, backslashes and quotes for its own, and wants a line for each sentence. */
static void roff(FILE *to, const char *text)
{
	size_t column = 0;

	for (; *text; text++, column++) {
		bool sentence = *text == ' ' && strchr(".:", text[-1]) && column > 0;
		if (*text == ' ' && (sentence || column > LINE)) {
			(void)fputc('\n', to);
			column = 0;
		} else if (*text == '\\') {
			(void)fputs("\\e", to);
		} else if (*text == '-') {
			(void)fputs("\\-", to);
		} else if (*text == '"') {
			(void)fputs("\\(dq", to);
		} else {
			(void)fputc(*text, to);
		}
	}
}

static void roff_upper(FILE *to, const char *text)
{
	for (; *text; text++)
		(void)fputc(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text, to);
}

static void man_option(FILE *to, const struct opt *opt)
{
	(void)fputs(".It ", to);
	if (opt->letter)
		(void)fprintf(to, "Fl %c , ", opt->letter);
	(void)fputs("Fl ", to);
	(void)fprintf(to, "\\-%s", ""); /* the second hyphen of a long option */
	roff(to, opt->name);
	if (opt->arg)
		(void)fprintf(to, " Ar %s", opt->arg);
	(void)fputc('\n', to);
	roff(to, opt->help);
	(void)fputs(".\n", to);
}

static void see_also(FILE *to, enum tool but)
{
	static const enum tool order[] = {TOOL_APPEND, TOOL_GATE, TOOL_LINT};

	(void)fputs(".Sh SEE ALSO\n.Xr git 1 ,\n", to);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (order[i] != but)
			(void)fprintf(to, ".Xr %s 1 ,\n", tool_text(order[i])->name);
	(void)fputs(".Xr trackerconfig 5\n", to);
}

/* A title that begins with the name of a macro ("In") would be taken for it. */
static void man_options(FILE *to, const struct tool_text *text)
{
	const char *group = NULL;

	(void)fputs("\n.Sh OPTIONS\n", to);
	for (size_t i = 0; i < opt_count; i++) {
		const struct opt *opt = &opt_table[i];
		if (!(opt->tools & text->tool) || !opt->help)
			continue;
		if (opt->group != group)
			(void)fprintf(to, "%s.Ss \\&%s\n.Bl -tag -width Ds\n", group ? ".El\n" : "",
				opt->group);
		group = opt->group;
		man_option(to, opt);
	}
	(void)fputs(".El\n", to);
}

static void man_environment(FILE *to, enum tool tool)
{
	(void)fputs(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n", to);
	if (tool == TOOL_GATE)
		(void)fputs(".It Ev TRACKER_OVERRIDE\n"
			    "an exception with a reason, as\n"
			    ".Dq entry\\-edited WORKLOG.md \\-\\- a name was wrong .\n"
			    "The hooks write it into the message of the commit.\n"
			    ".It Ev TRACKER_SKIP\n"
			    "rules, with commas between them, that a person's own hooks leave out, "
			    "or\n.Cm all .\nIt is said each time, and counts neither in CI nor on "
			    "a server.\n",
			to);
	(void)fputs(".It Ev TRACKER_NOW\nthe time of all date checks (RFC 3339).\n"
		    ".It Ev SOURCE_DATE_EPOCH\nthe same, in seconds since 1970.\n"
		    ".It Ev TRACKER_STORE\nhow the repository is read:\n.Cm files , libgit2\nor\n"
		    ".Cm git ;\notherwise the first of them that understands it.\n"
		    ".It Ev TRACKER_PARSER\nhow documents are read:\n.Cm scan ,\nor\n.Cm cmark\n"
		    "for all of them.\n"
		    ".It Ev NO_COLOR , FORCE_COLOR , CLICOLOR_FORCE , TERM\n"
		    "colours off, on, on, and off where it is dumb.\n.El\n",
		to);
}

static void man_status(FILE *to, enum tool tool)
{
	(void)fputs(".Sh FILES\n.Bl -tag -width Ds\n"
		    ".It Pa .trackerconfig\nat the top of the repository; none is needed.\n.El\n"
		    ".Sh EXIT STATUS\n.Bl -tag -width Ds\n",
		to);
	if (tool == TOOL_APPEND)
		(void)fputs(".It 0\nit was done.\n"
			    ".It 1\nit was refused: a rule forbids it.\n",
			to);
	else
		(void)fputs(".It 0\nnothing to report at or above the level of\n"
			    ".Fl \\-fail\\-on .\n.It 1\nfindings; the change is refused.\n",
			to);
	(void)fputs(".It 2\nit could not be checked, or done.\n.El\n", to);
}

static void man_examples(FILE *to, const struct tool_text *text)
{
	(void)fputs(".Sh EXAMPLES\n", to);
	for (size_t i = 0; text->example[i].command; i++) {
		roff(to, text->example[i].what);
		(void)fputs(":\n.Dl $ ", to);
		roff(to, text->example[i].command);
		(void)fputs(text->example[i + 1].command ? "\n.Pp\n" : "\n", to);
	}
}

static void man(FILE *to, const struct tool_text *text)
{
	(void)fputs(".Dd " TRK_DAY "\n.Dt ", to);
	roff_upper(to, text->name);
	(void)fprintf(to, " 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd ", text->name);
	roff(to, text->summary);
	(void)fprintf(
		to, "\n.Sh SYNOPSIS\n.Nm %s\n.Ar %s\n.Sh DESCRIPTION\n", text->name, text->usage);
	roff(to, text->manual);
	man_options(to, text);
	man_environment(to, text->tool);
	man_status(to, text->tool);
	man_examples(to, text);
	see_also(to, text->tool);
}

/* "a b c" from "a|b|c" */
static void words(FILE *to, const char *choices)
{
	for (; *choices; choices++)
		(void)fputc(*choices == '|' ? ' ' : *choices, to);
}

/* What an option's value can be: a fixed list, the formats, the rules; false: a file or free text.
 */
static bool values(FILE *to, const struct opt *opt)
{
	if (opt->choices) {
		words(to, opt->choices);
		return true;
	}
	if (strcmp(opt->name, "format") == 0) {
		for (size_t i = 0; trk_format_name(i); i++)
			(void)fprintf(to, "%s%s", i > 0 ? " " : "", trk_format_name(i));
		return true;
	}
	if (strcmp(opt->name, "select") == 0 || strcmp(opt->name, "ignore") == 0 ||
		strcmp(opt->name, "explain") == 0) {
		for (size_t i = 0; trk_rule_name(i); i++)
			(void)fprintf(to, "%s%s", i > 0 ? " " : "", trk_rule_name(i));
		return true;
	}
	return false;
}

static bool has_values(const struct opt *opt)
{
	static const char *const names[] = {"format", "select", "ignore", "explain"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(opt->name, names[i]) == 0)
			return true;
	return opt->choices != NULL;
}

static void bash(FILE *to, const struct tool_text *text)
{
	(void)fprintf(to,
		"_%.7s_%s()\n{\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
		"prev=${COMP_WORDS[COMP_CWORD-1]}\n\tcase $prev in\n",
		text->name, text->name + 8);
	for (size_t i = 0; i < opt_count; i++) {
		const struct opt *opt = &opt_table[i];
		if (!(opt->tools & text->tool) || !opt->help || !has_values(opt))
			continue;
		(void)fprintf(to, "\t--%s)\n\t\tmapfile -t COMPREPLY < <(compgen -W '", opt->name);
		(void)values(to, opt);
		(void)fputs("' -- \"$cur\")\n\t\treturn\n\t\t;;\n", to);
	}
	(void)fputs(
		"\tesac\n\tif [[ $cur == -* ]]; then\n\t\tmapfile -t COMPREPLY < <(compgen -W '",
		to);
	for (size_t i = 0; i < opt_count; i++)
		if ((opt_table[i].tools & text->tool) && opt_table[i].help)
			(void)fprintf(to, "--%s ", opt_table[i].name);
	(void)fprintf(to,
		"' -- \"$cur\")\n\telse\n\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
		"\tfi\n}\ncomplete -o filenames -F _%.7s_%s %s\n",
		text->name, text->name + 8, text->name);
}

/* Inside '[...]', where an apostrophe would end the word. */
static void zsh_text(FILE *to, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			(void)fputs("'\\''", to);
		else
			(void)fprintf(to, strchr("[]:", *text) ? "\\%c" : "%c", *text);
	}
}

static void zsh_option(FILE *to, const struct opt *opt)
{
	(void)fprintf(to, "\t'%s--%s%s[", opt->kind == OPT_LIST ? "*" : "", opt->name,
		opt->arg ? "=" : "");
	zsh_text(to, opt->help);
	(void)fputc(']', to);
	if (opt->arg && has_values(opt)) {
		(void)fprintf(to, ":%s:(", opt->arg);
		(void)values(to, opt);
		(void)fputc(')', to);
	} else if (opt->arg) {
		(void)fprintf(to, ":%s:_files", opt->arg);
	}
	(void)fputs("' \\\n", to);
}

static void zsh(FILE *to, const struct tool_text *text)
{
	(void)fprintf(to, "#compdef %s\n_arguments -s \\\n", text->name);
	for (size_t i = 0; i < opt_count; i++)
		if ((opt_table[i].tools & text->tool) && opt_table[i].help)
			zsh_option(to, &opt_table[i]);
	(void)fputs("\t'*:file:_files'\n", to);
}

static void fish(FILE *to, const struct tool_text *text)
{
	for (size_t i = 0; i < opt_count; i++) {
		const struct opt *opt = &opt_table[i];
		if (!(opt->tools & text->tool) || !opt->help)
			continue;
		(void)fprintf(to, "complete -c %s -l %s", text->name, opt->name);
		if (opt->letter)
			(void)fprintf(to, " -s %c", opt->letter);
		if (opt->arg)
			(void)fputs(has_values(opt) ? " -x" : " -r", to);
		if (opt->arg && has_values(opt)) {
			(void)fputs(" -a '", to);
			(void)values(to, opt);
			(void)fputc('\'', to);
		}
		(void)fprintf(to, " -d \"%s\"\n", strchr(opt->help, '"') ? opt->name : opt->help);
	}
}

void opts_generate(FILE *to, enum tool tool, const char *what)
{
	const struct tool_text *text = tool_text(tool);

	if (strcmp(what, "man") == 0)
		man(to, text);
	else if (strcmp(what, "bash") == 0)
		bash(to, text);
	else if (strcmp(what, "zsh") == 0)
		zsh(to, text);
	else
		fish(to, text);
}
