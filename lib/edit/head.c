/* SPDX-License-Identifier: MIT */
/* Reading the form of an entry's title and writing another title in that form. */
#include "edit/head.h"

#include "edit/marks.h"

#include "doc/words.h"

#include <string.h>

static const char *const weekdays[][7] = {
	{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	{"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
	{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
	{"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
};
#define NWEEKDAYS (sizeof(weekdays) / sizeof(weekdays[0]))

static bool is_part(struct trk_str whole, struct trk_str part)
{
	return part.len > 0 && part.ptr >= whole.ptr &&
	       part.ptr + part.len <= whole.ptr + whole.len;
}

/* "10:33", "10:33:07.12 AM": its length, 0 when there is none. *zoned: a time zone follows. */
static size_t time_length(struct trk_str s, bool *zoned)
{
	long ignored;
	size_t at = trk_str_digits(s, &ignored);

	if (at == 0 || at > 2 || at == s.len || s.ptr[at] != ':')
		return 0;
	for (int part = 0; part < 2 && at < s.len && s.ptr[at] == ':'; part++) {
		size_t n = trk_str_digits(trk_str_sub(s, at + 1, s.len), &ignored);
		if (n != 2)
			return 0;
		at += 1 + n;
	}
	if (at < s.len && s.ptr[at] == '.')
		at += 1 + trk_str_digits(trk_str_sub(s, at + 1, s.len), &ignored);
	struct trk_str rest = trk_str_trim_left(trk_str_sub(s, at, s.len));
	size_t blanks = s.len - at - rest.len;
	if (rest.len >= 2 && trk_lower(rest.ptr[1]) == 'm' &&
		(trk_lower(rest.ptr[0]) == 'a' || trk_lower(rest.ptr[0]) == 'p'))
		return at + blanks + 2;
	*zoned =
		rest.len > 0 &&
		(trk_str_starts(rest, TRK_LIT("Z")) || trk_str_starts(rest, TRK_LIT("UTC")) ||
			trk_str_starts(rest, TRK_LIT("+")) || trk_str_starts(rest, TRK_LIT("GMT")));
	if (!*zoned)
		return at;
	at += blanks;
	while (at < s.len && (trk_is_alnum(s.ptr[at]) || s.ptr[at] == '+' || s.ptr[at] == ':'))
		at++;
	return at;
}

/* The time behind a date: "2025-12-06T03:27", "2025-12-06, 3:27 PM". */
static struct trk_str time_behind(struct trk_str title, struct trk_str date)
{
	struct trk_str rest = {
		date.ptr + date.len, title.len - (size_t)(date.ptr - title.ptr) - date.len};
	bool zoned = false;
	size_t at = 0;

	while (at < rest.len && at < 3 && strchr(" ,T-", rest.ptr[at]))
		at++;
	size_t len = at > 0 ? time_length(trk_str_sub(rest, at, rest.len), &zoned) : 0;
	return trk_str_sub(rest, at, len ? at + len : 0);
}

static struct trk_str weekday_in(struct trk_str title)
{
	for (size_t i = 0; i < NWEEKDAYS; i++)
		for (size_t day = 0; day < 7; day++) {
			struct trk_str name = trk_str_from(weekdays[i][day]);
			size_t at = trk_str_find_nocase(title, name, 0);
			if (at == TRK_NPOS || !trk_str_has_word(title, name))
				continue;
			return trk_str_sub(title, at, at + name.len);
		}
	return (struct trk_str){0};
}

static void add_piece(struct trk_head *head, uint8_t kind, struct trk_str text)
{
	if (text.len > 0 && head->n < TRK_HEAD_PIECES)
		head->piece[head->n++] = (struct trk_piece){.kind = kind, .text = text};
}

/* Keeps the known pieces in the order of the text; one that overlaps another is let go. */
static void add_known(
	struct trk_head *head, struct trk_str title, uint8_t kind, struct trk_str text)
{
	size_t at = head->n;

	if (!is_part(title, text) || head->n == TRK_HEAD_PIECES)
		return;
	while (at > 0 && head->piece[at - 1].text.ptr > text.ptr)
		at--;
	const struct trk_piece *left = at > 0 ? &head->piece[at - 1] : NULL;
	if ((left && left->text.ptr + left->text.len > text.ptr) ||
		(at < head->n && text.ptr + text.len > head->piece[at].text.ptr))
		return;
	memmove(&head->piece[at + 1], &head->piece[at], (head->n - at) * sizeof(*head->piece));
	head->piece[at] = (struct trk_piece){.kind = kind, .text = text};
	head->n++;
}

/* "(Late night) — Title": an aside in front of a separator is no part of what follows. */
static size_t aside_length(struct trk_str core)
{
	static const char *const behind[] = {" — ", " – ", " - ", ": ", " | "};
	size_t close = core.len > 0 && core.ptr[0] == '(' ? trk_str_chr(core, ')', 1) : TRK_NPOS;

	if (close == TRK_NPOS)
		return 0;
	struct trk_str rest = trk_str_sub(core, close + 1, core.len);
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++)
		if (trk_str_starts(rest, trk_str_from(behind[i])))
			return close + 1;
	return 0;
}

static void add_segment(
	struct trk_head *head, struct trk_str title, struct trk_str segment, bool last)
{
	struct trk_str left = {title.ptr, (size_t)(segment.ptr - title.ptr)};
	struct trk_marked marked;

	trk_marks_split(&marked, left, segment, last);
	size_t aside = aside_length(marked.core);
	if (aside > 0) {
		size_t open = marked.before.len + 1, close = marked.before.len + aside - 1;
		add_piece(head, TRK_PIECE_TEXT, trk_str_sub(segment, 0, open));
		add_piece(head, TRK_PIECE_NOISE, trk_str_sub(segment, open, close));
		segment = trk_str_sub(segment, close, segment.len);
		left.len = (size_t)(segment.ptr - title.ptr);
		trk_marks_split(&marked, left, segment, last);
	}
	/* "Session: 2026-02-06": what each of them is called, and not what this one is about */
	bool called = !last && trk_words_are(marked.core, TRK_WORDS_SESSION);
	add_piece(head, TRK_PIECE_TEXT, marked.before);
	add_piece(head, called ? TRK_PIECE_TEXT : TRK_PIECE_NOISE, marked.core);
	add_piece(head, TRK_PIECE_TEXT, marked.after);
}

static bool has_words(struct trk_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (trk_is_alnum(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0xC3)
			return true;
	return false;
}

/* The longest text in no known place is what the entry is about. */
static void choose_title(struct trk_head *head)
{
	struct trk_piece *best = NULL;

	for (size_t i = 0; i < head->n; i++) {
		struct trk_piece *p = &head->piece[i];
		if (p->kind == TRK_PIECE_NOISE && has_words(p->text) &&
			(!best || p->text.len > best->text.len))
			best = p;
	}
	if (best)
		best->kind = TRK_PIECE_TITLE;
}

/* "Filter cut at 3 kHz," of an item that goes on in the next line: no part of the form. */
static void drop_open_end(struct trk_head *head)
{
	struct trk_piece *last = head->n > 0 ? &head->piece[head->n - 1] : NULL;

	if (!last || last->kind != TRK_PIECE_TEXT)
		return;
	while (last->text.len > 0 && strchr(",; ", last->text.ptr[last->text.len - 1]))
		last->text.len--;
	head->n -= last->text.len == 0;
}

void trk_head_read(struct trk_head *out, const struct trk_entry *entry)
{
	struct trk_head known = {0};
	struct trk_str title = entry->title;
	size_t at = 0;

	*out = (struct trk_head){0};
	if (entry->date.found && is_part(title, entry->date.text)) {
		out->date = entry->date;
		add_known(&known, title, TRK_PIECE_DATE, entry->date.text);
		add_known(&known, title, TRK_PIECE_TIME, time_behind(title, entry->date.text));
		add_known(&known, title, TRK_PIECE_WEEKDAY, weekday_in(title));
	}
	add_known(&known, title, TRK_PIECE_ORDINAL, entry->ordinal);
	add_known(&known, title, TRK_PIECE_SERIES, entry->series);
	for (size_t i = 0; i < known.n; i++) {
		size_t from = (size_t)(known.piece[i].text.ptr - title.ptr);
		add_segment(out, title, trk_str_sub(title, at, from), false);
		add_piece(out, known.piece[i].kind, known.piece[i].text);
		at = from + known.piece[i].text.len;
	}
	add_segment(out, title, trk_str_sub(title, at, title.len), true);
	drop_open_end(out);
	choose_title(out);
}

bool trk_head_same(const struct trk_head *a, const struct trk_head *b)
{
	if (a->n != b->n || a->date.form != b->date.form)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct trk_piece *x = &a->piece[i], *y = &b->piece[i];
		bool fixed = x->kind == TRK_PIECE_TEXT || x->kind == TRK_PIECE_SERIES;
		if (x->kind != y->kind || (fixed && !trk_str_eq_nocase(x->text, y->text)))
			return false;
	}
	return true;
}

const struct trk_piece *trk_head_piece(const struct trk_head *head, enum trk_piece_kind kind)
{
	for (size_t i = 0; i < head->n; i++)
		if (head->piece[i].kind == kind)
			return &head->piece[i];
	return NULL;
}

static void remove_piece(struct trk_head *head, size_t i)
{
	memmove(&head->piece[i], &head->piece[i + 1], (head->n - i - 1) * sizeof(*head->piece));
	head->n--;
}

static bool is_text(const struct trk_head *head, size_t i)
{
	return i < head->n && head->piece[i].kind == TRK_PIECE_TEXT;
}

/* Takes the brackets off that stood around a piece which is gone: before it at i - 1, behind at i.
 */
static void unwrap(struct trk_head *head, size_t i)
{
	struct trk_str close;

	if (i == 0 || !is_text(head, i - 1) || !is_text(head, i))
		return;
	struct trk_str *before = &head->piece[i - 1].text, *after = &head->piece[i].text;
	for (size_t n; (n = trk_marks_open_at_end(*before, &close)) > 0;) {
		if (!trk_str_starts(*after, close))
			return;
		before->len -= n;
		*after = trk_str_sub(*after, close.len, after->len);
	}
}

/* The separator in front of what is gone goes too; at the start of the title, the one behind it. */
static void trim_around(struct trk_head *head, size_t i)
{
	if (i > 0 && is_text(head, i - 1)) {
		struct trk_str *before = &head->piece[i - 1].text;
		*before = trk_marks_trim_separator(*before);
		if (trk_str_eq(*before, TRK_LIT("T"))) /* 2025-12-06T10:00 */
			before->len = 0;
		if (before->len > 0 || i > 1)
			return;
	}
	if (i <= 1 && is_text(head, i)) {
		struct trk_str *after = &head->piece[i].text;
		while (after->len > 0 &&
			trk_marks_trim_separator(trk_str_sub(*after, 0, 1)).len == 0)
			*after = trk_str_sub(*after, 1, after->len);
		if (trk_marks_trim_separator(*after).len == 0)
			after->len = 0;
	}
}

void trk_head_drop(struct trk_head *head, enum trk_piece_kind kind)
{
	for (size_t i = 0; i < head->n;) {
		if (head->piece[i].kind != kind) {
			i++;
			continue;
		}
		remove_piece(head, i);
		unwrap(head, i);
		trim_around(head, i);
		for (size_t j = head->n; j-- > 0;)
			if (head->piece[j].text.len == 0)
				remove_piece(head, j);
		i = 0;
	}
}

static void write_time(struct trk_buf *out, struct trk_str like, long seconds)
{
	bool half = trk_lower(like.ptr[like.len - 1]) == 'm';
	int hour = (int)(seconds / 3600), shown = half ? (hour + 11) % 12 + 1 : hour;
	bool padded = like.len > 1 && like.ptr[1] != ':';

	trk_buf_addf(out, padded ? "%02d" : "%d", shown);
	trk_buf_addf(out, ":%02ld", seconds / 60 % 60);
	if (trk_str_chr(like, ':', 3) != TRK_NPOS)
		trk_buf_addf(out, ":%02ld", seconds % 60);
	if (!half)
		return;
	bool upper = like.ptr[like.len - 1] == 'M';
	trk_buf_adds(out, trk_is_blank(like.ptr[like.len - 3]) ? " " : "");
	trk_buf_adds(out, hour < 12 ? (upper ? "AM" : "am") : (upper ? "PM" : "pm"));
}

void trk_head_time(struct trk_buf *out, struct trk_str text, struct trk_str date, long seconds)
{
	struct trk_str like = time_behind(text, date);
	bool zoned = false;

	if (like.len == 0 || seconds < 0 || (time_length(like, &zoned) > 0 && zoned))
		return;
	const char *behind = date.ptr + date.len;
	trk_buf_add(out, (struct trk_str){behind, (size_t)(like.ptr - behind)});
	write_time(out, like, seconds);
}

static void write_weekday(struct trk_buf *out, struct trk_str like, struct trk_date date)
{
	long day = ((trk_date_days(date) + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */

	for (size_t i = 0; i < NWEEKDAYS; i++)
		for (size_t j = 0; j < 7; j++) {
			if (!trk_str_eq_nocase(like, trk_str_from(weekdays[i][j])))
				continue;
			char first = weekdays[i][day][0];
			bool upper = like.ptr[0] >= 'A' && like.ptr[0] <= 'Z';
			trk_buf_addc(out, upper && first >= 'a' ? (char)(first - 32)
					  : upper               ? first
								: trk_lower(first));
			trk_buf_adds(out, weekdays[i][day] + 1);
			return;
		}
}

static void write_piece(struct trk_buf *out, const struct trk_head *head,
	const struct trk_piece *piece, const struct trk_head_values *values)
{
	switch ((enum trk_piece_kind)piece->kind) {
	case TRK_PIECE_ORDINAL:
		trk_buf_add(out, values->ordinal);
		break;
	case TRK_PIECE_DATE:
		trk_date_write(out, values->date, &head->date);
		break;
	case TRK_PIECE_TIME:
		write_time(out, piece->text, values->seconds);
		break;
	case TRK_PIECE_WEEKDAY:
		write_weekday(out, piece->text, values->date);
		break;
	case TRK_PIECE_TITLE:
		trk_buf_add(out, values->title);
		break;
	case TRK_PIECE_TEXT:
	case TRK_PIECE_SERIES:
	case TRK_PIECE_NOISE:
		trk_buf_add(out, piece->text);
		break;
	}
}

/* The separator that the form has between its parts: " - ", " — ", ": ". */
static struct trk_str separator_of(const struct trk_head *head)
{
	for (size_t i = head->n; i-- > 1;) {
		struct trk_str text = head->piece[i].text;
		bool inner = i + 1 < head->n && head->piece[i].kind == TRK_PIECE_TEXT;
		if (inner && text.len >= 2 && trk_is_blank(text.ptr[text.len - 1]) &&
			trk_marks_trim_separator(text).len == 0 && trk_str_trim(text).len > 0)
			return text;
	}
	return TRK_LIT(" - ");
}

/* "Session 12 - Daily" among entries that are all called so. */
static bool has_text(const struct trk_head *head, struct trk_str title)
{
	for (size_t i = 0; i < head->n; i++)
		if (head->piece[i].kind == TRK_PIECE_TEXT && trk_str_eq(head->piece[i].text, title))
			return true;
	return false;
}

void trk_head_write(
	struct trk_buf *out, const struct trk_head *head, const struct trk_head_values *values)
{
	struct trk_head use = *head;
	const struct trk_piece *time = trk_head_piece(&use, TRK_PIECE_TIME);
	bool zoned = false;

	if (time && (values->seconds < 0 || (time_length(time->text, &zoned) && zoned)))
		trk_head_drop(&use, TRK_PIECE_TIME);
	if (values->title.len == 0)
		trk_head_drop(&use, TRK_PIECE_TITLE);
	if (values->ordinal.len == 0) {
		trk_head_drop(&use, TRK_PIECE_ORDINAL);
		trk_head_drop(&use, TRK_PIECE_SERIES);
	}
	size_t start = out->len;
	for (size_t i = 0; i < use.n; i++)
		write_piece(out, &use, &use.piece[i], values);
	if (values->title.len == 0 || trk_head_piece(&use, TRK_PIECE_TITLE) ||
		has_text(&use, values->title))
		return;
	if (out->len > start)
		trk_buf_add(out, separator_of(&use));
	trk_buf_add(out, values->title);
}
