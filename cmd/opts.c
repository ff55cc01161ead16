/* SPDX-License-Identifier: MIT */
/* Command lines: getopt_long fed from the table, and one clear sentence for a mistake. */
#include "opts.h"

#include "exit.h"
#include "tracker.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OPTIONS 128
#define BEYOND_CHAR 256 /* getopt's values of options without a letter */

int complain(enum tool tool, const char *fmt, ...)
{
	va_list args;

	(void)fprintf(stderr, "%s: ", tool_text(tool)->name);
	va_start(args, fmt);
	(void)vfprintf(stderr, fmt, args);
	va_end(args);
	(void)fputc('\n', stderr);
	return STATUS_UNABLE;
}

static void add(struct list *list, const char *text)
{
	const char **more = realloc((void *)list->item, (list->n + 1) * sizeof(*more));

	if (!more)
		abort();
	list->item = more;
	list->item[list->n++] = text;
}

static bool is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	for (const char *at = choices; at; at = strchr(at, '|')) {
		at += *at == '|';
		if (len > 0 && strncmp(at, value, len) == 0 && (at[len] == '|' || !at[len]))
			return true;
	}
	return false;
}

/* "a, b or c" from "a|b|c" */
static void spell(char *out, size_t size, const char *choices)
{
	size_t n = 0;

	for (const char *c = choices; *c && n + 5 < size; c++) {
		if (*c != '|')
			out[n++] = *c;
		else
			n += (size_t)snprintf(
				out + n, size - n, "%s", strchr(c + 1, '|') ? ", " : " or ");
	}
	out[n] = '\0';
}

static bool read_size(const char *text, size_t *out)
{
	char *end;
	size_t unit = 1;

	errno = 0;
	unsigned long long n = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || errno != 0)
		return false;
	if (*end == 'k' || *end == 'K')
		unit = 1024;
	else if (*end == 'm' || *end == 'M')
		unit = (size_t)1024 * 1024;
	else if (*end == 'g' || *end == 'G')
		unit = (size_t)1024 * 1024 * 1024;
	if (end[*end != '\0'] != '\0' || (*end && unit == 1) || n == 0 || n > (size_t)-1 / 2 / unit)
		return false;
	*out = (size_t)n * unit;
	return true;
}

static bool read_number(const char *text, long *out)
{
	char *end;

	errno = 0;
	long n = strtol(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno != 0 || n < 1 || n > 1024)
		return false;
	*out = n;
	return true;
}

static bool read_seconds(const char *text, double *out)
{
	char *end;
	double n = strtod(text, &end);

	if (((*text < '0' || *text > '9') && *text != '.') || *end || n < 0 || n > 86400)
		return false;
	*out = n;
	return true;
}

static int store(struct settings *settings, enum tool tool, const struct opt *opt, char *value)
{
	void *at = (char *)settings + opt->at;
	char choices[128];
	bool ok = true;

	if (opt->choices && !is_choice(opt->choices, value)) {
		spell(choices, sizeof(choices), opt->choices);
		return complain(tool, "--%s takes %s, not \"%s\"", opt->name, choices, value);
	}
	switch (opt->kind) {
	case OPT_FLAG:
		*(bool *)at = true;
		break;
	case OPT_TEXT:
		*(const char **)at = value;
		break;
	case OPT_LIST:
		add(at, value);
		break;
	case OPT_NUMBER:
		ok = read_number(value, at);
		break;
	case OPT_SIZE:
		ok = read_size(value, at);
		break;
	case OPT_SECONDS:
		ok = read_seconds(value, at);
		break;
	}
	if (!ok)
		return complain(tool, "--%s takes a number%s, not \"%s\"", opt->name,
			opt->kind == OPT_SIZE     ? " of bytes, such as 8m"
			: opt->kind == OPT_NUMBER ? " from 1"
						  : "",
			value);
	return -1;
}

static int value_of(size_t i)
{
	return opt_table[i].letter ? opt_table[i].letter : BEYOND_CHAR + (int)i;
}

static void translate(enum tool tool, struct option *options, char *letters)
{
	size_t n = 0, l = 0;

	letters[l++] = ':'; /* a missing argument is told from an unknown option */
	for (size_t i = 0; i < opt_count; i++) {
		const struct opt *opt = &opt_table[i];
		if (!(opt->tools & tool))
			continue;
		options[n++] = (struct option){.name = opt->name,
			.has_arg = opt->arg ? required_argument : no_argument,
			.val = value_of(i)};
		if (opt->letter)
			letters[l++] = opt->letter;
		if (opt->letter && opt->arg)
			letters[l++] = ':';
	}
	options[n] = (struct option){0};
	letters[l] = '\0';
}

static const struct opt *find(enum tool tool, int value)
{
	for (size_t i = 0; i < opt_count; i++)
		if ((opt_table[i].tools & tool) && value_of(i) == value)
			return &opt_table[i];
	return NULL;
}

/* "--re" is --rev, or --restore in another program; "--s" is several. */
static bool is_ambiguous(enum tool tool, const char *word)
{
	size_t n = 0, len = strcspn(word + 2, "=");

	for (size_t i = 0; i < opt_count; i++)
		n += (opt_table[i].tools & tool) && strncmp(opt_table[i].name, word + 2, len) == 0;
	return n > 1;
}

static int mistake(enum tool tool, int result, char **argv)
{
	const struct opt *opt = optopt ? find(tool, optopt) : NULL;

	if (result == ':')
		return complain(tool, "--%s needs %s", opt ? opt->name : "?", opt ? opt->arg : "?");
	if (opt)
		return complain(tool, "--%s takes no value", opt->name);
	if (optopt > 0 && optopt < BEYOND_CHAR)
		return complain(tool, "there is no option -%c; --help lists them", optopt);
	const char *word = argv[optind - 1];
	return complain(tool, "%s %s; --help lists them",
		is_ambiguous(tool, word) ? "there are several options" : "there is no option",
		word);
}

static int read_all(struct settings *settings, enum tool tool, int argc, char **argv)
{
	struct option options[MAX_OPTIONS];
	char letters[2 * MAX_OPTIONS];
	int result;

	translate(tool, options, letters);
	opterr = 0;
	while ((result = getopt_long(argc, argv, letters, options, NULL)) != -1) {
		const struct opt *opt = find(tool, result);
		if (!opt)
			return mistake(tool, result, argv);
		int status = store(settings, tool, opt, optarg);
		if (status >= 0)
			return status;
	}
	for (; optind < argc; optind++)
		add(&settings->operand, argv[optind]);
	return -1;
}

int opts_parse(struct settings *settings, enum tool tool, int argc, char **argv)
{
	*settings = (struct settings){.lock_timeout = -1};
	int status = read_all(settings, tool, argc, argv);
	if (status >= 0)
		return status;
	if (settings->help)
		opts_help(stdout, tool);
	else if (settings->version)
		(void)printf("%s %s\n", tool_text(tool)->name, trk_version());
	else if (settings->generate)
		opts_generate(stdout, tool, settings->generate);
	else
		return -1;
	return fflush(stdout) == 0 && !ferror(stdout) ? STATUS_CLEAN : STATUS_UNABLE;
}

void settings_release(struct settings *settings)
{
	struct list *const lists[] = {&settings->format, &settings->select, &settings->ignore,
		&settings->message, &settings->field, &settings->operand};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		free((void *)lists[i]->item);
		*lists[i] = (struct list){0};
	}
}
