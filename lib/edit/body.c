/* SPDX-License-Identifier: MIT */
/* Writing fields, text and sub-sections in the order and form of the document's own entries. */
#include "edit/body.h"

#include <string.h>

#define FIELDS_MAX 64

struct writer {
	struct trk_buf *out;
	const struct trk_body *body;
	bool written[FIELDS_MAX]; /* which of entry->field stand already */
	size_t start;             /* of the body in out */
};

static bool is_day_name(struct trk_str name)
{
	static const char *const names[] = {"date", "day", "datum", "fecha", "data", "дата", "日期",
		"날짜", "日付", "time", "timestamp", "when", "created"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (trk_str_eq_nocase(name, trk_str_from(names[i])))
			return true;
	return false;
}

/* "YYYY-MM-DD", "[Date]" of a template */
static bool is_day_slot(struct trk_str value)
{
	static const char *const slots[] = {"yyyy", "date", "datum", "fecha", "дата", "日期"};

	for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
		if (trk_str_find_nocase(value, trk_str_from(slots[i]), 0) != TRK_NPOS)
			return true;
	return false;
}

/* Does the field say when the entry was made? */
static bool is_day(const struct trk_part *part)
{
	struct trk_date_hit hit;

	return part->head && is_day_name(part->name) &&
	       (trk_date_find(part->value, 0, &hit) || is_day_slot(part->value));
}

/* A blank line between what stands there and what comes; never two, never at the start. */
static void add_blank(struct writer *w)
{
	struct trk_str so_far = trk_buf_str(w->out);

	if (w->out->len > w->start && !trk_str_ends(so_far, TRK_LIT("\n\n")))
		trk_buf_addc(w->out, '\n');
}

static void add_lines(struct trk_buf *out, struct trk_str text)
{
	struct trk_str line;

	while (trk_str_next_line(&text, &line)) {
		trk_buf_add(out, line);
		trk_buf_addc(out, '\n');
	}
}

/* Is the text plain paragraphs, which may as well be list items? */
static bool is_plain(struct trk_str text)
{
	struct trk_str line;

	while (trk_str_next_line(&text, &line)) {
		if (line.len == 0)
			continue;
		if (strchr("#>|`~ \t<=*", line.ptr[0]) || trk_bullet_of(line).len > 0)
			return false;
	}
	return true;
}

/* Each paragraph (each line, when `by_line`) becomes an item like those of the document. */
static void add_items(struct trk_buf *out, struct trk_str bullet, struct trk_str text, bool by_line)
{
	struct trk_str line;
	bool first = true;
	long number = 1;
	size_t indent = 0;
	char first_mark = '-';

	while (indent < bullet.len && bullet.ptr[indent] == ' ')
		indent++;
	if (indent < bullet.len)
		first_mark = bullet.ptr[indent];
	while (trk_str_next_line(&text, &line)) {
		if (trk_str_trim(line).len == 0) {
			first = true;
			continue;
		}
		if (first && trk_is_digit(first_mark))
			trk_buf_addf(out, "%*s%ld. ", (int)indent, "", number++);
		else if (first)
			trk_buf_add(out, bullet);
		else
			trk_buf_addf(out, "%*s", (int)bullet.len, "");
		trk_buf_add(out, line);
		trk_buf_addc(out, '\n');
		first = by_line;
	}
}

static void add_text(struct trk_buf *out, struct trk_str bullet, struct trk_str text, bool by_line)
{
	if (bullet.len > 0 && is_plain(text))
		add_items(out, bullet, text, by_line);
	else
		add_lines(out, text);
}

static struct trk_str given(const struct writer *w, struct trk_str name, bool *mark)
{
	const struct trk_new_entry *entry = w->body->entry;

	for (size_t i = 0; i < entry->nfields && i < FIELDS_MAX; i++)
		if (trk_str_eq_nocase(entry->field[i].name, name)) {
			if (mark)
				mark[i] = true;
			return trk_str_trim(entry->field[i].value);
		}
	for (size_t i = 0; i < entry->nknown; i++)
		if (trk_str_eq_nocase(entry->known[i].name, name))
			return trk_str_trim(entry->known[i].value);
	return (struct trk_str){0};
}

static void add_time(struct trk_buf *out, const struct trk_new_entry *entry, struct trk_str behind)
{
	if (entry->seconds < 0 || behind.len < 2 || !strchr("T ", behind.ptr[0]) ||
		!trk_is_digit(behind.ptr[1]))
		return;
	trk_buf_addf(out, "%c%02ld:%02ld:%02ld", behind.ptr[0], entry->seconds / 3600,
		entry->seconds / 60 % 60, entry->seconds % 60);
}

/* The entry's day in the form in which the model has it; ISO in a template. */
static void add_day(struct trk_buf *out, const struct trk_new_entry *entry, struct trk_str like)
{
	struct trk_date_hit hit, iso = {.found = true, .form = TRK_DATE_ISO};

	iso.text = TRK_LIT("2000-01-01");
	if (!trk_date_find(like, 0, &hit) || !trk_date_is_day(hit.date))
		hit = iso;
	trk_date_write(out, entry->date, &hit);
	if (hit.timed)
		add_time(out, entry,
			trk_str_sub(
				like, (size_t)(hit.text.ptr + hit.text.len - like.ptr), like.len));
}

void trk_body_value(struct trk_buf *out, struct trk_str value)
{
	struct trk_str line;

	for (bool first = true; trk_str_next_line(&value, &line); first = false) {
		trk_buf_adds(out, first ? "" : " ");
		trk_buf_add(out, trk_str_trim(line));
	}
}

static void write_field(struct trk_buf *out, const struct trk_part *part, struct trk_str value)
{
	trk_buf_add(out, part->lead);
	trk_buf_add(out, part->name);
	trk_buf_add(out, part->joint);
	if (part->joint.len > 0 && part->joint.ptr[part->joint.len - 1] != ' ')
		trk_buf_addc(out, ' ');
	trk_body_value(out, value);
	trk_buf_add(out, part->tail);
	trk_buf_addc(out, '\n');
}

/* The name line of a block or the heading of a sub-section, and the text below. */
static void write_block(struct writer *w, const struct trk_part *part, struct trk_str value)
{
	add_blank(w);
	trk_buf_add(w->out, part->lead);
	trk_buf_add(w->out, part->name);
	trk_buf_add(w->out, trk_str_trim_right(part->joint));
	trk_buf_addc(w->out, '\n');
	if (part->blank_after)
		trk_buf_addc(w->out, '\n');
	add_text(w->out, part->bullet, value, true);
}

static void write_part(struct writer *w, const struct trk_part *part)
{
	struct trk_str value =
		part->kind == TRK_PART_DAY ? (struct trk_str){0} : given(w, part->name, w->written);

	bool ask = w->body->entry->ask;
	if (part->kind == TRK_PART_BLOCK || part->kind == TRK_PART_SECTION) {
		if (value.len > 0 || ask)
			write_block(w, part, value);
		return;
	}
	bool day = part->kind == TRK_PART_DAY || (value.len == 0 && is_day(part));
	if (!day && value.len == 0 && !ask)
		return;
	if (part->blank_before)
		add_blank(w);
	if (part->kind == TRK_PART_DAY) {
		trk_buf_add(w->out, part->lead);
		add_day(w->out, w->body->entry, part->value);
		trk_buf_add(w->out, part->tail);
		trk_buf_addc(w->out, '\n');
		return;
	}
	struct trk_buf text;
	trk_buf_init(&text);
	if (day)
		add_day(&text, w->body->entry, part->value);
	write_field(w->out, part, day ? trk_buf_str(&text) : value);
	trk_buf_release(&text);
}

/* The parts of the model, then those that only the template has. */
static void write_parts(struct writer *w, bool head)
{
	const struct trk_parts *model = w->body->model, *template = w->body->template;

	for (size_t i = 0; i < model->n; i++)
		if (model->part[i].head == head)
			write_part(w, &model->part[i]);
	for (size_t i = 0; i < template->n; i++) {
		const struct trk_part *part = &template->part[i];
		bool known = part->kind != TRK_PART_DAY && trk_parts_find(model, part->name);
		bool day = part->kind == TRK_PART_DAY || is_day_name(part->name);
		bool asked = given(w, part->name, NULL).len > 0;
		if (part->head == head && !known && (asked || !day || w->body->first))
			write_part(w, part);
	}
}

static const struct trk_part *last_field(const struct trk_parts *parts)
{
	for (size_t i = parts->n; i-- > 0;)
		if (parts->part[i].kind == TRK_PART_FIELD && parts->part[i].head)
			return &parts->part[i];
	return NULL;
}

static bool is_late(const struct writer *w, struct trk_str name)
{
	const struct trk_part *part = trk_parts_find(w->body->model, name);

	if (!part)
		part = trk_parts_find(w->body->template, name);
	return part && !part->head;
}

/* Fields that the document has never seen, in the form of those that it has. */
static void write_others(struct writer *w)
{
	const struct trk_new_entry *entry = w->body->entry;
	const struct trk_part *like = last_field(w->body->model);
	struct trk_part part = {.lead = TRK_LIT("**"), .joint = TRK_LIT("**: ")};

	if (!like)
		like = last_field(w->body->template);
	if (like)
		part = *like;
	for (size_t i = 0; i < entry->nfields && i < FIELDS_MAX; i++) {
		struct trk_str value = trk_str_trim(entry->field[i].value);
		if (w->written[i] || value.len == 0 || is_late(w, entry->field[i].name))
			continue;
		part.name = entry->field[i].name;
		write_field(w->out, &part, value);
		w->written[i] = true;
	}
}

bool trk_body_write(struct trk_buf *out, const struct trk_body *body)
{
	struct writer w = {.out = out, .body = body, .start = out->len};
	struct trk_str text = trk_str_trim_right(body->entry->body);
	const struct trk_parts *form =
		body->model->n || body->model->bullet.len ? body->model : body->template;

	while (text.len > 0 && (text.ptr[0] == '\n' || text.ptr[0] == '\r'))
		text = trk_str_sub(text, 1, text.len);
	write_parts(&w, true);
	write_others(&w);
	bool fields = out->len > w.start;
	if (text.len > 0) {
		add_blank(&w);
		add_text(out, form->bullet, text, false);
	}
	write_parts(&w, false);
	return fields;
}
