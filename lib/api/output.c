/* SPDX-License-Identifier: MIT */
/* What a run shows: its report in every format, its summary, its statistics. */
#include "api/run.h"

#include "report/report.h"
#include "text/err.h"

#include <stdlib.h>

static int hand_out(const struct trk_sink *sink, const struct trk_buf *buf, struct trk_err *err)
{
	if (buf->len > 0 && sink->write(sink->context, buf->ptr, buf->len) != 0)
		return trk_err_set(err, TRK_EIO, "the report could not be written");
	return 0;
}

struct spilling {
	const struct trk_sink *sink;
	struct trk_err *err;
	int rc; /* of the first write that failed */
};

static void spill(void *context, struct trk_buf *out)
{
	struct spilling *s = context;

	if (s->rc == 0)
		s->rc = hand_out(s->sink, out, s->err);
	trk_buf_clear(out);
}

/* Every rule that this run could have applied, as the formats list them. */
static size_t describe(const struct trk_run *run, struct trk_report_rule *to)
{
	size_t n = 0;

	for (size_t i = 0; i < trk_nrules; i++) {
		const struct trk_rule *rule = trk_rules[i];
		if (run->select && !run->select[i])
			continue;
		to[n++] = (struct trk_report_rule){.id = rule->id,
			.summary = rule->summary,
			.why = rule->why,
			.fix = rule->fix,
			.severity = trk_config_severity(run->config, rule->id, rule->severity)};
	}
	return n;
}

static const char *first_problem(const struct trk_run *run)
{
	for (size_t i = 0; i < run->nmessages; i++)
		if (run->message[i].level == TRK_SAY_PROBLEM)
			return run->message[i].text;
	return NULL;
}

int trk_run_report(const struct trk_run *run, const struct trk_report_options *options,
	const struct trk_sink *sink, struct trk_err *err)
{
	const struct trk_report_format *format =
		trk_report_format_find(trk_str_from(options->format));
	struct trk_arena arena;
	struct trk_buf out;

	if (!format)
		return trk_err_set(err, TRK_EUSAGE, "there is no format \"%s\"", options->format);
	trk_arena_init(&arena);
	trk_buf_init(&out);
	struct trk_report_rule *rules = trk_arena_array(&arena, trk_nrules + 1, sizeof(*rules));
	struct spilling spilling = {.sink = sink, .err = err};
	struct trk_report report = {
		.spill = spill,
		.spill_context = &spilling,
		.tool = options->tool,
		.version = TRK_VERSION,
		.finding = run->findings.item,
		.nfindings = run->findings.n,
		.rule = rules,
		.nrules = describe(run, rules),
		.document = run->document,
		.ndocuments = run->ndocuments,
		.color = options->color,
		.rules = options->rules,
		.columns = options->columns,
		.base = run->base,
		.base_ref = run->base_ref,
		.base_how = run->base_how,
		.head = run->head,
		.exit_code = trk_run_status(run),
		.error = first_problem(run),
	};
	struct trk_findings all = run->findings;
	all.arena = &arena;
	if (format->fingerprints)
		trk_findings_fingerprint(&all);
	format->render(&out, &report);
	spill(&spilling, &out);
	trk_buf_release(&out);
	trk_arena_release(&arena);
	return spilling.rc;
}

static void add_count(struct trk_buf *out, size_t n, const char *what)
{
	if (n > 0)
		trk_buf_addf(
			out, "%s%zu %s%s", out->len > 0 ? ", " : "", n, what, n == 1 ? "" : "s");
}

static size_t broken_documents(const struct trk_run *run)
{
	size_t n = 0;
	const char *last = NULL;

	for (size_t i = 0; i < run->findings.n; i++) {
		const struct trk_finding *f = &run->findings.item[i];
		if (f->suppressed ||
			(last && trk_str_eq(trk_str_from(last), trk_str_from(f->path))))
			continue;
		last = f->path;
		n++;
	}
	return n;
}

static size_t fixable(const struct trk_run *run, bool unsafe)
{
	size_t n = 0;

	for (size_t i = 0; i < run->findings.n; i++) {
		const struct trk_finding *f = &run->findings.item[i];
		n += f->fix && f->fix->unsafe == unsafe && !f->suppressed;
	}
	return n;
}

static size_t problems(const struct trk_run *run)
{
	size_t n = 0;

	for (size_t i = 0; i < run->nmessages; i++)
		n += run->message[i].level == TRK_SAY_PROBLEM && run->message[i].path[0];
	return n;
}

const char *trk_run_summary(struct trk_run *run)
{
	struct trk_buf out;
	size_t broken = broken_documents(run), documents = run->ndocuments;

	trk_buf_init(&out);
	add_count(&out, trk_run_count(run, TRK_ERROR), "error");
	add_count(&out, trk_run_count(run, TRK_WARNING), "warning");
	add_count(&out, trk_run_count(run, TRK_NOTE), "note");
	if (documents == 0 && broken == 0)
		trk_buf_adds(&out, "0 documents checked");
	else if (broken == 0)
		trk_buf_addf(&out, "nothing to report in %zu document%s", documents,
			documents == 1 ? "" : "s");
	else
		trk_buf_addf(&out, " in %zu of %zu document%s", broken,
			broken > documents ? broken : documents, documents == 1 ? "" : "s");
	if (run->fixed > 0)
		trk_buf_addf(&out, "; %zu fixed", run->fixed);
	if (documents > 0 && problems(run) > 0)
		trk_buf_addf(&out, "; %zu could not be checked", problems(run));
	size_t safe = fixable(run, false), unsafe = fixable(run, true);
	if (safe > 0)
		trk_buf_addf(&out, " (%zu fixable with --fix", safe);
	if (unsafe > 0)
		trk_buf_addf(&out, "%s%zu%s with --unsafe-fixes", safe > 0 ? ", " : " (", unsafe,
			safe > 0 ? "" : " fixable");
	if (safe + unsafe > 0)
		trk_buf_addc(&out, ')');
	run->summary = trk_arena_str(&run->arena, trk_buf_str(&out)).ptr;
	trk_buf_release(&out);
	return run->summary;
}

struct tally {
	const char *rule;
	enum trk_severity severity;
	size_t n, fixable;
};

static int cmp_tally(const void *left, const void *right)
{
	const struct tally *a = left, *b = right;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	return trk_str_cmp(trk_str_from(a->rule), trk_str_from(b->rule));
}

static void tally(const struct trk_run *run, struct tally *to)
{
	for (size_t i = 0; i < trk_nrules; i++)
		to[i].rule = trk_rules[i]->id;
	for (size_t f = 0; f < run->findings.n; f++) {
		const struct trk_finding *finding = &run->findings.item[f];
		for (size_t i = 0; i < trk_nrules; i++) {
			if (to[i].rule != finding->rule || finding->suppressed)
				continue;
			to[i].n++;
			to[i].severity = finding->severity;
			to[i].fixable += finding->fix && !finding->fix->unsafe;
		}
	}
}

int trk_run_statistics(const struct trk_run *run, const struct trk_sink *sink, struct trk_err *err)
{
	static const char *const name[] = {"", "note", "warning", "error"};
	struct tally *rules = calloc(trk_nrules, sizeof(*rules));
	struct trk_buf out;

	if (!rules)
		abort();
	trk_buf_init(&out);
	tally(run, rules);
	qsort(rules, trk_nrules, sizeof(*rules), cmp_tally);
	for (size_t i = 0; i < trk_nrules && rules[i].n > 0; i++) {
		trk_buf_addf(
			&out, "%6zu  %-7s  %s", rules[i].n, name[rules[i].severity], rules[i].rule);
		if (rules[i].fixable > 0)
			trk_buf_addf(&out, "  (%zu fixable)", rules[i].fixable);
		trk_buf_addc(&out, '\n');
	}
	int rc = hand_out(sink, &out, err);
	trk_buf_release(&out);
	free(rules);
	return rc;
}
