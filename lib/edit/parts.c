/* SPDX-License-Identifier: MIT */
/* Reading the parts of an entry. */
#include "edit/parts.h"

#include <string.h>

#define NAME_MAX_BYTES 60
#define PARTS_MAX      64

struct reader {
	struct trk_parts *out;
	struct trk_arena *arena;
	const struct trk_doc *doc;
	size_t cap;
	bool blank;    /* the line before was blank */
	bool in_head;  /* nothing but fields yet */
	bool in_fence; /* inside a fence of the entry itself */
	bool loose;    /* text was seen that belongs to no part */
	bool not_list; /* and some of it is no list item */
};

struct trk_str trk_bullet_of(struct trk_str line)
{
	size_t at = 0, digits;
	long ignored;

	while (at < line.len && line.ptr[at] == ' ')
		at++;
	digits = trk_str_digits(trk_str_sub(line, at, line.len), &ignored);
	if (digits > 9 || at + digits >= line.len ||
		!strchr(digits ? ".)" : "-*+", line.ptr[at + digits]))
		return (struct trk_str){0};
	at += digits + 1;
	if (at >= line.len || line.ptr[at] != ' ')
		return (struct trk_str){0};
	while (at < line.len && line.ptr[at] == ' ')
		at++;
	return trk_str_sub(line, 0, at);
}

static bool is_fence(struct trk_str line)
{
	struct trk_str s = trk_str_trim_left(line);

	return trk_str_starts(s, TRK_LIT("```")) || trk_str_starts(s, TRK_LIT("~~~"));
}

static size_t heading_marks(struct trk_str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == '#')
		n++;
	if (n == 0 || n > 6 || n >= line.len || line.ptr[n] != ' ')
		return 0;
	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n;
}

/* The offset of the colon that ends a name which may be a field's, or TRK_NPOS. */
static size_t name_end(struct trk_str s, bool bold)
{
	size_t colon = trk_str_chr(s, ':', 0), wide = trk_str_find(s, TRK_LIT("："), 0);

	if (wide < colon)
		colon = wide;
	if (colon == TRK_NPOS || colon == 0 || colon > NAME_MAX_BYTES)
		return TRK_NPOS;
	struct trk_str name = trk_str_sub(s, 0, colon);
	if (bold && trk_str_ends(name, TRK_LIT("**")))
		name.len -= 2;
	if (name.len == 0 || trk_is_space(name.ptr[name.len - 1]) ||
		trk_str_chr(name, '*', 0) != TRK_NPOS || trk_str_chr(name, '`', 0) != TRK_NPOS ||
		trk_str_chr(name, '/', 0) != TRK_NPOS || trk_is_digit(name.ptr[0]))
		return TRK_NPOS;
	size_t blanks = 0;
	for (size_t i = 0; i < name.len; i++)
		blanks += name.ptr[i] == ' ';
	return !bold && blanks > 2 ? TRK_NPOS : colon;
}

/* "**Name**: value", "**Name:** value", "- Name: value" */
static bool read_field(struct trk_part *out, struct trk_str line)
{
	struct trk_str bullet = trk_bullet_of(line);
	struct trk_str s = trk_str_sub(line, bullet.len, line.len);
	bool bold = trk_str_starts(s, TRK_LIT("**"));

	if (bold)
		s = trk_str_sub(s, 2, s.len);
	size_t colon = name_end(s, bold);
	if (colon == TRK_NPOS)
		return false;
	size_t end = colon, at = colon + (s.ptr[colon] == ':' ? 1 : 3);
	if (bold && end >= 2 && trk_str_ends(trk_str_sub(s, 0, end), TRK_LIT("**")))
		end -= 2;
	else if (bold && !trk_str_starts(trk_str_sub(s, at, s.len), TRK_LIT("**")))
		return false; /* "**note: the whole line is bold**" */
	else if (bold)
		at += 2;
	if (!bold && at < s.len && s.ptr[at] != ' ')
		return false; /* "http://…", "12:30" */
	while (at < s.len && s.ptr[at] == ' ')
		at++;
	*out = (struct trk_part){.kind = TRK_PART_FIELD, .name = trk_str_sub(s, 0, end)};
	out->lead = (struct trk_str){line.ptr, (size_t)(s.ptr - line.ptr)};
	out->joint = trk_str_sub(s, end, at);
	out->value = trk_str_trim_right(trk_str_sub(s, at, s.len));
	out->tail = (struct trk_str){out->value.ptr + out->value.len, s.len - at - out->value.len};
	return true;
}

/* "**2026-09-13**" */
static bool read_day(struct trk_part *out, struct trk_str line)
{
	struct trk_date_hit hit;

	if (!trk_date_at_start(line, &hit) || !trk_date_is_day(hit.date))
		return false;
	size_t from = (size_t)(hit.text.ptr - line.ptr), to = from + hit.text.len;
	for (size_t i = to; i < line.len; i++)
		if (!strchr("*_ ", line.ptr[i]))
			return false;
	*out = (struct trk_part){.kind = TRK_PART_DAY,
		.lead = trk_str_sub(line, 0, from),
		.value = hit.text,
		.tail = trk_str_sub(line, to, line.len)};
	return true;
}

static bool read_part(const struct reader *r, struct trk_part *out, struct trk_str line)
{
	size_t marks = heading_marks(line);

	if (marks > 0) {
		*out = (struct trk_part){.kind = TRK_PART_SECTION,
			.lead = trk_str_sub(line, 0, marks),
			.name = trk_str_trim(trk_str_sub(line, marks, line.len))};
		return true;
	}
	if (r->in_head && read_day(out, line))
		return true;
	if (!read_field(out, line))
		return false;
	/* A name without emphasis is one only among the fields below the heading. */
	return r->in_head || (trk_bullet_of(line).len == 0 && trk_str_starts(line, TRK_LIT("**")));
}

static void add_part(struct reader *r, struct trk_part *part)
{
	struct trk_parts *parts = r->out;

	if (parts->n == PARTS_MAX)
		return;
	if (part->kind == TRK_PART_SECTION || part->value.len == 0)
		r->in_head = r->in_head && part->kind != TRK_PART_SECTION;
	part->head = r->in_head;
	part->blank_before = r->blank;
	parts->part = trk_arena_grow(r->arena, parts->part, parts->n, &r->cap, sizeof(*part));
	parts->part[parts->n++] = *part;
}

/* Text below the last part, or below the heading: is it a list? */
static void see_text(struct reader *r, struct trk_str line)
{
	struct trk_part *last = r->out->n ? &r->out->part[r->out->n - 1] : NULL;
	struct trk_str bullet = trk_bullet_of(line);
	bool owned = last && (last->kind == TRK_PART_SECTION ||
				     (last->value.len == 0 && last->kind == TRK_PART_FIELD) ||
				     last->kind == TRK_PART_BLOCK);

	if (owned && last->kind == TRK_PART_FIELD) {
		last->kind = TRK_PART_BLOCK;
		last->head = false;
		r->in_head = false;
	}
	if (owned && !last->bullet.ptr) {
		last->bullet = bullet.ptr ? bullet : TRK_LIT("");
		last->blank_after = r->blank;
	}
	if (owned)
		return;
	r->in_head = false;
	/* "- Phase 1: complete" reads like a field, and what stands below it is no measure. */
	struct trk_str outer = last ? trk_bullet_of(last->lead) : (struct trk_str){0};
	if (!r->loose)
		r->out->bullet = outer.len > 0 && outer.len < bullet.len ? outer : bullet;
	r->loose = true;
	r->not_list = r->not_list || (bullet.len == 0 && !trk_is_blank(line.ptr[0]));
}

/* An item below "**Done:**" is text of that block, whatever it looks like. */
static bool is_below_name(const struct reader *r, struct trk_str line)
{
	const struct trk_part *last = r->out->n ? &r->out->part[r->out->n - 1] : NULL;

	return last && last->kind != TRK_PART_SECTION && last->value.len == 0 &&
	       trk_bullet_of(last->lead).len == 0 && trk_bullet_of(line).len > 0;
}

void trk_parts_read(struct trk_parts *out, struct trk_arena *arena, const struct trk_doc *doc,
	size_t first, size_t end)
{
	struct reader r = {.out = out, .arena = arena, .doc = doc, .in_head = true};

	*out = (struct trk_parts){0};
	for (size_t n = first; n < end; n++) {
		struct trk_str line = trk_doc_line(doc, n);
		struct trk_part part;
		if (is_fence(line))
			r.in_fence = !r.in_fence;
		if (trk_str_trim(line).len == 0) {
			out->blank_first = out->blank_first || n == first;
			r.blank = true;
			continue;
		}
		if (!r.in_fence && !is_fence(line) && !is_below_name(&r, line) &&
			read_part(&r, &part, line))
			add_part(&r, &part);
		else
			see_text(&r, line);
		r.blank = false;
	}
	if (r.not_list)
		out->bullet = (struct trk_str){0};
}

const struct trk_part *trk_parts_find(const struct trk_parts *parts, struct trk_str name)
{
	for (size_t i = 0; i < parts->n; i++)
		if (trk_str_eq_nocase(parts->part[i].name, name))
			return &parts->part[i];
	return NULL;
}
