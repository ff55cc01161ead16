/* SPDX-License-Identifier: MIT */
/* How a log grows: by entries at its edge, and nothing else. What is in doubt here is let be. */
#include "api/gate_chain.h"

#include "api/gate_past.h"
#include "git/blob.h"
#include "text/err.h"

#include <stdlib.h>
#include <string.h>

#define SHORT    ((size_t)64 * 1024) /* bytes: such a document may be parsed whole */
#define HEAD     ((size_t)16 * 1024) /* bytes that show how its entries look */
#define SHA1_LEN 20
#define MISSES   3  /* steps in a row that were no growth: then few are tried */
#define TRIED    16 /* one in so many */

/* A version that came about by text put into the one before. */
struct link {
	size_t at; /* of that text, in the newest version */
	bool *plain;
};

struct trk_chain {
	char *path;
	struct trk_buf newest;
	struct trk_str head, tail; /* of the newest: the oldest version so far */
	struct trk_state newest_state, oldest_state;
	struct trk_oid oldest; /* .len 0: nothing was read yet */
	struct trk_oid config;
	struct link *link;
	size_t n, cap;
	size_t misses;
};

struct trk_chain *trk_chain_new(const char *path)
{
	struct trk_chain *chain = calloc(1, sizeof(*chain));

	if (!chain)
		abort();
	chain->path = strdup(path);
	if (!chain->path)
		abort();
	return chain;
}

void trk_chain_free(struct trk_chain *chain)
{
	if (!chain)
		return;
	trk_buf_release(&chain->newest);
	free(chain->link);
	free(chain->path);
	free(chain);
}

const char *trk_chain_path(const struct trk_chain *chain)
{
	return chain->path;
}

/* ---- growing ---- */

/* What makes the newer version of the older one: `n` bytes at `at`. */
struct growth {
	size_t at, n;
};

/* The newer version stands in two pieces. */
static char byte_at(const struct trk_chain *chain, size_t at)
{
	return at < chain->head.len ? chain->head.ptr[at] : chain->tail.ptr[at - chain->head.len];
}

static bool same_from(struct trk_str a, struct trk_str b)
{
	return a.len == b.len && (a.ptr == b.ptr || trk_str_eq(a, b));
}

/* Is `older` the newer version without some bytes of it? */
static bool compare(const struct trk_chain *chain, struct trk_str older, struct growth *out)
{
	struct trk_str head = chain->head, tail = chain->tail;
	size_t len = head.len + tail.len, at;

	if (older.len == 0 || older.len >= len)
		return false;
	out->n = len - older.len;
	at = trk_str_common(head, older);
	if (at == head.len)
		at += trk_str_common(tail, trk_str_sub(older, at, older.len));
	/* the same bytes before and in what came can be read either way: back to a line's start */
	while (at > 0 && at < len && byte_at(chain, at - 1) != '\n' &&
		byte_at(chain, at - 1) == byte_at(chain, at + out->n - 1))
		at--;
	out->at = at;
	if (at >= head.len)
		return same_from(trk_str_sub(older, at, older.len),
			trk_str_sub(tail, at + out->n - head.len, tail.len));
	if (at + out->n > head.len)
		return false;
	struct trk_str rest = trk_str_sub(head, at + out->n, head.len);
	return same_from(trk_str_sub(older, at, at + rest.len), rest) &&
	       same_from(trk_str_sub(older, at + rest.len, older.len), tail);
}

/* Takes the bytes that came off the two pieces; where they begin in the newest version: *at. */
static bool shrink(struct trk_chain *chain, const struct growth *g, size_t *at)
{
	struct trk_str *head = &chain->head, *tail = &chain->tail;

	if (tail->len == 0 && g->at + g->n == head->len) { /* at its end */
		*at = g->at;
		head->len = g->at;
		return true;
	}
	if (tail->len == 0) {
		*at = g->at;
		*tail = trk_str_sub(*head, g->at + g->n, head->len);
		head->len = g->at;
		return true;
	}
	if (g->at != head->len || g->n >= tail->len)
		return false;
	*at = (size_t)(tail->ptr - chain->newest.ptr);
	*tail = trk_str_sub(*tail, g->n, tail->len);
	return true;
}

static void forget(struct trk_chain *chain)
{
	chain->n = 0;
	chain->oldest.len = 0;
}

/* The step's newer version is where the chain begins. */
static bool begin(struct trk_chain *chain, struct trk_gate *gate, const struct trk_chain_step *step)
{
	struct trk_err err = {0};

	forget(chain);
	trk_buf_clear(&chain->newest);
	if (trk_store_blob(gate->run->store, &step->is, gate->run->max_size, &chain->newest, &err) <
			0 ||
		chain->newest.len == 0)
		return false;
	chain->head = trk_buf_str(&chain->newest);
	chain->tail = (struct trk_str){0};
	chain->oldest = step->is;
	chain->config = step->config;
	chain->newest_state = step->now;
	return true;
}

/* The older version's id tells that it is the newer one without some bytes: it need not be
 * unpacked. At the edge that the chain grows at, which is the end as long as nothing else is known.
 */
static bool grown_by_id(
	const struct trk_chain *chain, const struct trk_oid *was, size_t size, struct growth *out)
{
	struct trk_str head = chain->head, tail = chain->tail;
	size_t len = head.len + tail.len;

	if (size == 0 || size >= len)
		return false;
	out->n = len - size;
	out->at = tail.len == 0 ? size : head.len;
	if (tail.len > 0 && out->n >= tail.len)
		return false;
	struct trk_id *id = trk_id_new(was->len, size);
	trk_id_add(id, trk_str_sub(head, 0, out->at));
	trk_id_add(id, trk_str_sub(tail, out->n, tail.len));
	return trk_id_ends_as(id, was);
}

static bool grown(struct trk_chain *chain, struct trk_gate *gate, const struct trk_oid *was,
	struct growth *out)
{
	struct trk_store *store = gate->run->store;
	struct trk_err err = {0};
	struct trk_buf older;
	bool delta;
	size_t size;

	if (trk_store_blob_made(store, was, &size, &delta, &err) < 0)
		return false;
	if (!delta && was->len == SHA1_LEN && grown_by_id(chain, was, size, out))
		return true;
	trk_buf_init(&older);
	bool is = trk_store_blob(store, was, gate->run->max_size, &older, &err) == 0 &&
		  compare(chain, trk_buf_str(&older), out);
	trk_buf_release(&older);
	return is;
}

static void add_link(struct trk_chain *chain, size_t at, bool *plain)
{
	if (chain->n == chain->cap) {
		chain->cap = chain->cap ? chain->cap * 2 : 64;
		chain->link = realloc(chain->link, chain->cap * sizeof(*chain->link));
		if (!chain->link)
			abort();
	}
	chain->link[chain->n++] = (struct link){at, plain};
}

/* A document that is not only added to is not tried at every step. */
static bool is_worth_it(struct trk_chain *chain)
{
	return chain->misses < MISSES || chain->misses % TRIED == 0;
}

static bool extend(
	struct trk_chain *chain, struct trk_gate *gate, const struct trk_chain_step *step)
{
	struct growth growth;
	size_t at;

	if (!grown(chain, gate, &step->was, &growth) || !shrink(chain, &growth, &at))
		return false;
	add_link(chain, at, step->plain);
	chain->oldest = step->was;
	chain->oldest_state = step->before;
	return true;
}

/* ---- judging ---- */

/* Only where the direction is declared, and no stamp has to follow the changes, is what holds for
 * the whole chain true of each of its steps. */
static bool is_steady(const struct trk_gate_doc *d)
{
	bool directed = d->guard.direction != TRK_EDGE_UNKNOWN || d->guard.any_position ||
			d->before->declaration.direction != TRK_EDGE_UNKNOWN;

	return (directed || !d->facts.align) && !d->guard.by_lines && !d->guard.changelog &&
	       d->before->nentries > 0 && d->before->nstamps == 0 && d->now->nstamps == 0 &&
	       d->before->nsuppressions == 0 && d->now->nsuppressions == 0;
}

/* Where the first line that says something begins, at or behind `at`. */
static size_t first_word(struct trk_str text, size_t at)
{
	size_t line = at;

	for (; at < text.len && trk_is_space(text.ptr[at]); at++)
		if (text.ptr[at] == '\n')
			line = at + 1;
	return line;
}

/* Does an entry of the newest version begin on the line at `at`? */
static bool begins_entry(const struct trk_gate_doc *d, size_t at, size_t *entry)
{
	const struct trk_doc *doc = d->now;

	if (at >= d->left_out && at < d->left_out + d->left_out_len)
		return false;
	if (at >= d->left_out + d->left_out_len)
		at -= d->left_out_len;
	for (; *entry < doc->nentries; ++*entry)
		if (trk_doc_offset(doc, trk_doc_line(doc, doc->entry[*entry].line)) >= at)
			break;
	return *entry < doc->nentries &&
	       trk_doc_offset(doc, trk_doc_line(doc, doc->entry[*entry].line)) == at &&
	       doc->entry[*entry].form == doc->entry[0].form &&
	       doc->entry[*entry].level == doc->entry[0].level;
}

static bool at_line_start(struct trk_str text, size_t at)
{
	return at == 0 || text.ptr[at - 1] == '\n' || text.ptr[at] == '\n';
}

/* Every version ends where an entry of the newest one begins: it is that one's beginning, or its
 * end below the same header. */
static bool is_cut_at_entries(const struct trk_chain *chain, const struct trk_gate_doc *d)
{
	struct trk_str text = trk_buf_str(&chain->newest);
	bool grows_down = chain->tail.len == 0;
	size_t entry = 0;

	for (size_t i = 0; i < chain->n; i++) {
		const struct link *link = &chain->link[grows_down ? chain->n - 1 - i : i];
		if (!at_line_start(text, link->at) ||
			!begins_entry(d, first_word(text, link->at), &entry))
			return false;
	}
	if (grows_down)
		return true;
	size_t last = (size_t)(chain->tail.ptr - text.ptr);
	return text.ptr[last - 1] == '\n' && begins_entry(d, first_word(text, last), &entry);
}

/* How the entries look, from the first of them. */
static void learn(struct trk_gate_doc *d)
{
	struct trk_str head = trk_str_sub(d->now_text, 0, HEAD);
	struct trk_err err = {0};

	while (head.len > 0 && head.len < d->now_text.len && head.ptr[head.len - 1] != '\n')
		head.len--;
	if (trk_past_mark(d->j->gate->past, d->versions->path)->len == 0 &&
		trk_doc_parse(&d->before, &d->arena, d->versions->path, head, HEAD, &err) == 0)
		trk_gate_learn(d);
	d->before = NULL;
}

/* The part that changed, or both documents where they are short. */
static bool judge_both(struct trk_gate_doc *d, struct trk_err *err)
{
	bool surely, done = false;

	if (!trk_gate_candidate(d->j->gate->run, d->versions->path, &surely))
		return false;
	learn(d);
	if (trk_gate_by_part(d, trk_past_mark(d->j->gate->past, d->versions->base_path), surely,
		    &done, err) < 0)
		return false;
	if (done)
		return true;
	if (d->now_text.len > SHORT ||
		trk_doc_parse(
			&d->before, &d->arena, d->versions->path, d->before_text, SHORT, err) < 0 ||
		trk_doc_parse(&d->now, &d->arena, d->versions->path, d->now_text, SHORT, err) < 0)
		return false;
	if (!surely && !d->before->declaration.append_only)
		return false;
	return trk_gate_judge_history(d, err) == 0 && d->findings.n == 0;
}

static bool is_text(struct trk_str text)
{
	return trk_gate_no_text(text) == NULL;
}

static bool acquit(struct trk_chain *chain, struct trk_gate_doc *d)
{
	struct trk_err err = {0};
	struct trk_buf older;

	trk_buf_init(&older);
	trk_buf_add(&older, chain->head);
	trk_buf_add(&older, chain->tail);
	d->before_text = trk_arena_str(&d->arena, trk_buf_str(&older));
	trk_buf_release(&older);
	d->now_text = trk_buf_str(&chain->newest);
	d->had = is_text(d->before_text);
	d->has = is_text(d->now_text);
	if (!d->had || !d->has || trk_gate_configure(d->j, &d->j->change->before, &err) < 0)
		return false;
	trk_config_policy(d->j->gate->run->config, trk_str_from(chain->path), &d->policy);
	return judge_both(d, &err) && is_steady(d) && is_cut_at_entries(chain, d);
}

/* What the next links are added to: the oldest version, in one piece. */
static void rebase(struct trk_chain *chain)
{
	char *room = chain->newest.ptr;

	if (chain->tail.len > 0)
		memmove(room + chain->head.len, chain->tail.ptr, chain->tail.len);
	chain->newest.len = chain->head.len + chain->tail.len;
	room[chain->newest.len] = '\0';
	chain->head = trk_buf_str(&chain->newest);
	chain->tail = (struct trk_str){0};
	chain->newest_state = chain->oldest_state;
	chain->n = 0;
}

void trk_chain_judge(struct trk_chain *chain, struct trk_gate *gate)
{
	struct trk_change change = {
		.before = chain->oldest_state, .now = chain->newest_state, .by_commit = true};
	struct trk_judging j = {.gate = gate, .change = &change};
	struct trk_versions versions = {
		.path = chain->path,
		.base_path = chain->path,
		.before_type = TRK_PATH_FILE,
		.now_type = TRK_PATH_FILE,
	};
	struct trk_gate_doc d = {.j = &j, .versions = &versions};

	if (chain->n == 0)
		return;
	trk_arena_init(&j.arena);
	trk_arena_init(&d.arena);
	trk_findings_init(&d.findings, &d.arena);
	bool plain = chain->n > 1 && acquit(chain, &d);
	for (size_t i = 0; i < chain->n; i++)
		*chain->link[i].plain = plain;
	trk_arena_release(&d.arena);
	trk_arena_release(&j.arena);
	rebase(chain);
}

void trk_chain_add(
	struct trk_chain *chain, struct trk_gate *gate, const struct trk_chain_step *step)
{
	bool goes_on = chain->oldest.len > 0 && trk_oid_eq(&chain->oldest, &step->is) &&
		       chain->config.len == step->config.len &&
		       (chain->config.len == 0 || trk_oid_eq(&chain->config, &step->config));
	bool tried = goes_on || is_worth_it(chain);

	if (!goes_on)
		trk_chain_judge(chain, gate);
	if (tried && (goes_on || begin(chain, gate, step)) && extend(chain, gate, step)) {
		chain->misses = 0;
		return;
	}
	trk_chain_judge(chain, gate);
	forget(chain);
	chain->misses++;
}
