/* SPDX-License-Identifier: MIT */
/*
 * doc: what a tracker says, as plain data. Every part is computed once, by one file of this folder;
 * rules and edits only read it. All text is a view into the original bytes of the source, so that
 * a position is pointer arithmetic. Lines count from 1; "end" lines are exclusive.
 */
#ifndef TRK_DOC_DOC_H
#define TRK_DOC_DOC_H

#include "doc/words.h"
#include "text/arena.h"
#include "text/date.h"
#include "text/err.h"
#include "text/glyph.h"
#include "text/source.h"
#include "text/str.h"

#include <stdint.h>

#define TRK_NONE SIZE_MAX /* "no such index" */

/* ---- limits: what is refused before parsing (SPEC 3, each against a measured hazard) ---- */

#define TRK_MAX_SIZE     ((size_t)8 * 1024 * 1024)  /* bytes; --max-size changes it */
#define TRK_MAX_COUNTED  ((size_t)UINT32_MAX)       /* bytes: lines and items are numbered so */
#define TRK_MAX_LINE     ((size_t)64 * 1024)        /* bytes of one line */
#define TRK_MAX_MARKERS  16                         /* container markers on one line */
#define TRK_MAX_INDENT   64                         /* columns of indentation outside fences */
#define TRK_MAX_WORK     ((size_t)32 * 1024 * 1024) /* lines x lists and quotes around each */
#define TRK_MAX_BRACKETS 256                        /* "[" in one paragraph */

/* ---- lines ---- */

enum trk_line_kind {
	TRK_LINE_BLANK,
	TRK_LINE_TEXT,       /* paragraph, list item, quoted text */
	TRK_LINE_HEADING,    /* the line that carries a heading's text */
	TRK_LINE_RULER,      /* a setext underline, or a bar of = above or below a banner heading */
	TRK_LINE_DIVIDER,    /* a thematic break, or a bar of = that frames no heading */
	TRK_LINE_TABLE,      /* a row of a table, its header included */
	TRK_LINE_TABLE_RULE, /* the |---|---| line */
	TRK_LINE_FENCE,      /* the line that opens or closes a code fence */
	TRK_LINE_CODE,       /* inside a fence, or indented code */
	TRK_LINE_COMMENT,    /* wholly inside an HTML comment */
	TRK_LINE_HTML,       /* other raw HTML blocks */
	TRK_LINE_FRONT       /* YAML front matter, its --- lines included */
};

struct trk_line {
	uint8_t kind;     /* enum trk_line_kind */
	uint8_t quote;    /* depth of block quotes around the line */
	uint32_t signs;   /* which bytes it has: enum trk_sign, of the source, not of the prose; the
			   * brackets of an item's box do not count */
	uint32_t section; /* index into section[]: the innermost one */
	uint32_t item; /* index into item[] of the innermost item the line belongs to, or UINT32_MAX
			*/
	uint32_t fence; /* index into fence[] for FENCE and CODE-in-a-fence lines, or UINT32_MAX */
};

struct trk_fence {
	size_t line, end; /* from the opening line to behind the closing one */
	struct trk_str info;
	bool closed; /* false: it runs to the end of the document, or of its container */
};

/* ---- sections ---- */

enum trk_heading_form { TRK_HEADING_ATX, TRK_HEADING_SETEXT, TRK_HEADING_BANNER };

struct trk_section {
	size_t line;          /* the heading's text line; 0 for section 0, the document itself */
	size_t first;         /* first line of the body */
	size_t end;           /* behind the last line, sub-sections included */
	size_t parent;        /* index into section[]; TRK_NONE for the document */
	size_t entry;         /* where headings are entries, the one it stands in; or TRK_NONE */
	struct trk_str title; /* without #s and closing #s, trimmed; as it stands in the source */
	unsigned level;       /* 1 to 6; 0 for the document */
	uint8_t form;         /* enum trk_heading_form */
	uint8_t state;        /* enum trk_state: what the title says of it */
	bool log;             /* the title says that it is a log */
};

/* ---- list items and tasks ---- */

enum trk_task {
	TRK_TASK_NONE,      /* an item without a box or a leading status glyph */
	TRK_TASK_OPEN,      /* [ ], an unknown mark, a glyph for "not started" or "paused" */
	TRK_TASK_DONE,      /* [x] [X] [✅], ✅ */
	TRK_TASK_PARTIAL,   /* [~] [/], a glyph for "in progress" */
	TRK_TASK_CANCELLED, /* [-], ❌ */
};

struct trk_item {
	size_t line, end; /* its own line, and behind its last line (children included) */
	size_t parent;    /* index into item[] of the enclosing item, or TRK_NONE */
	size_t section;   /* index into section[] */
	unsigned depth;   /* 0 for a top-level item */
	bool ordered;
	long number;           /* of an ordered item */
	uint8_t task;          /* enum trk_task */
	bool boxed;            /* the state comes from a [ ] box, not from a glyph */
	struct trk_str marker; /* "-", "*", "3." */
	struct trk_str box;    /* the "[x]" as it stands, or the glyph; empty for TRK_TASK_NONE */
	struct trk_str text;   /* the rest of its first line, trimmed */
};

/* ---- tables ---- */

struct trk_table {
	size_t line, end; /* header row, and behind the last row */
	size_t section;
	size_t columns; /* of the header row */
};

/* ---- stamps ---- */

enum trk_stamp_value {
	TRK_STAMP_DATE,        /* `date` is set */
	TRK_STAMP_COARSE,      /* month, year, week or relative: no day */
	TRK_STAMP_UNEXPANDED,  /* $(date), {{DATE}}, `date`, ${...}, <% %> */
	TRK_STAMP_PLACEHOLDER, /* [DATE], TBD, YYYY-MM-DD, XXXX */
	TRK_STAMP_IMPOSSIBLE,  /* 2025-02-30, 2025-13-01 */
	TRK_STAMP_NOTHING      /* the label stands alone */
};

/* What happened on the day: two stamps disagree only when they speak of the same. */
enum trk_stamp_about { TRK_STAMP_UPDATED, TRK_STAMP_REVIEWED };

struct trk_stamp {
	size_t line;
	uint8_t about;        /* enum trk_stamp_about */
	struct trk_str label; /* "Last Updated" as it stands */
	struct trk_str
		value; /* the value's text: the date alone when there is one, else up to its end */
	uint8_t kind;  /* enum trk_stamp_value */
	struct trk_date_hit hit; /* for TRK_STAMP_DATE: the date and the form it is written in */
	size_t section, entry;   /* where it stands; entry TRK_NONE outside the entries */
	bool document; /* it speaks of the document, not of a section, an entry or another file */
};

/* ---- status fields ---- */

struct trk_field {
	size_t line;
	struct trk_str value; /* "✅ Done" of "**Status**: ✅ Done", in the prose */
	uint8_t state;        /* enum trk_state */
};

/* ---- placeholders ---- */

struct trk_placeholder {
	size_t line;
	struct trk_str text; /* "[Your Name]", "TBD", "$(date)": with its brackets */
	bool commit_field;   /* the value of a field for commit ids */
};

/* ---- claims ---- */

enum trk_claim_kind {
	TRK_CLAIM_PERCENT,  /* 80%, 62.5 % */
	TRK_CLAIM_FRACTION, /* 12/20, 12 of 20, 12 out of 20, 12 von 20 */
	TRK_CLAIM_COUNT     /* "8 tasks", "113 modules:" */
};

enum {                                /* qualifiers: why a number may not mean what it seems to */
	TRK_QUAL_APPROX = 1 << 0,     /* ~ ≈ about, roughly, almost, circa, est. */
	TRK_QUAL_PLUS = 1 << 1,       /* 90%+ */
	TRK_QUAL_COMPARE = 1 << 2,    /* > < ≥ ≤, at least, up to, over */
	TRK_QUAL_RANGE = 1 << 3,      /* 80-90%, 4–8 */
	TRK_QUAL_ARROW = 1 << 4,      /* one side of a before → after */
	TRK_QUAL_SIGNED = 1 << 5,     /* +12%, -75% */
	TRK_QUAL_TARGET = 1 << 6,     /* target, goal, expected, minimum, should */
	TRK_QUAL_COMPLEMENT = 1 << 7, /* remaining, left, missing, failing, lack */
	TRK_QUAL_QUALIFIED = 1 << 8,  /* of those that …, of implemented */
	TRK_QUAL_MEASURE =
		1 << 9, /* coverage, pass rate, reduction, confidence, weight, rating, CPU … */
	TRK_QUAL_ESTIMATE = 1 << 10, /* labelled an estimate */
	TRK_QUAL_ROW = 1 << 11       /* MEASURE only because of the name of its table row */
};

struct trk_claim {
	uint8_t kind;      /* enum trk_claim_kind */
	double value;      /* percent, or the count, or a of a/b */
	double of;         /* b of a/b */
	unsigned decimals; /* digits printed after the point */
	unsigned quals;    /* TRK_QUAL_* */
	size_t line;
	struct trk_str text; /* "80%", "12/20", "8 tasks" */
	struct trk_str unit; /* "tasks", "phases", or empty */
	struct trk_str
		label;  /* the words in front that name the figure ("Overall Progress"), or empty */
	size_t section; /* the section it stands in; for a heading's claim, that heading's section
			 */
	size_t item;    /* the item it stands in, or TRK_NONE */
	size_t entry;   /* the log entry it stands in, or TRK_NONE */
	size_t table;   /* the table it stands in, or TRK_NONE */
	struct trk_str cell; /* the line or table cell it stands in, in the prose */
	struct trk_str series,
		ordinal; /* what it is about, where that is numbered: "Phase", "1.4a" */
	bool in_heading;
	bool dashboard;  /* in a fence of plain text that draws bars of progress */
	bool completion; /* it says how much of something is finished (complete, done, progress …)
			  */
};

/* The first numbered part that the text names: "Phase 1.4a: Core" gives "Phase" and "1.4a"; with
 * `bare`, a number at the start of the text as well ("1.1 - Header"). */
bool trk_doc_ordinal(
	struct trk_str text, bool bare, struct trk_str *series, struct trk_str *ordinal);

/* Does the text begin with a numbered part? */
bool trk_doc_ordinal_first(struct trk_str text, struct trk_str *series, struct trk_str *ordinal);

/* ---- references ---- */

struct trk_link {
	size_t line;
	struct trk_str dest; /* as written, without title and <> */
	struct trk_str text; /* whole [text](dest) */
};

struct trk_cited_commit {
	size_t line;
	struct trk_str id; /* 7 to 64 hexadecimal digits, standing where a commit id is meant */
};

/* ---- entries, zones ---- */

enum trk_entry_form {
	TRK_ENTRY_HEADING,
	TRK_ENTRY_BANNER, /* === title === on one line, or a title between bars of = */
	TRK_ENTRY_ITEM,
	TRK_ENTRY_ROW
};

struct trk_entry {
	size_t line, end;       /* its heading (the bar above included), and behind its last line */
	uint8_t form;           /* enum trk_entry_form */
	unsigned level;         /* heading level; item depth */
	size_t section;         /* its own section for headings, else the one it stands in */
	struct trk_str title;   /* heading text, item text or row, trimmed */
	struct trk_str ordinal; /* "12", "00", "34-continuation", "v1.2.0", or empty */
	struct trk_str
		series; /* the word before the ordinal: "Session", "Phase", "ADR-", or empty */
	struct trk_date_hit date; /* .found false: none */
	bool addendum;            /* says "continued", "addendum", "part 2" … */
	bool planned;             /* says it is a plan, or a pre-created block */
};

enum trk_order { TRK_ORDER_UNKNOWN, TRK_ORDER_OLDEST_FIRST, TRK_ORDER_NEWEST_FIRST };

/* header [1, history), history [history, footer), footer [footer, nlines + 1) */
struct trk_zones {
	size_t history, footer;
	uint8_t order; /* enum trk_order: what the entries' dates and ordinals show */
	size_t mark;   /* line of "entries will be appended below", or 0 */
};

/* ---- what the document says of itself ---- */

enum trk_direction { TRK_EDGE_UNKNOWN, TRK_EDGE_APPEND, TRK_EDGE_PREPEND };

struct trk_declaration {
	bool append_only;  /* "This file is APPEND-ONLY" */
	bool overwritten;  /* "overwritten every session": a status by design */
	uint8_t direction; /* enum trk_direction, as declared */
	size_t line;       /* where append_only is declared; 0: nowhere */
	size_t order_line; /* where the direction is declared; 0: nowhere */
};

struct trk_template_field {
	struct trk_str name; /* "Status", "Branch" */
	bool section;        /* a sub-heading ("### Completed"), not a "**Name**:" field */
};

struct trk_template {
	size_t line, end; /* body of the entry template: inside the fence, or the marked section */
	bool fenced;
	struct trk_str heading; /* its heading line's text: "Session XX - [DATE] - [STEP NAME]" */
	unsigned level;         /* of that heading */
	struct trk_template_field *field;
	size_t nfields;
};

/* A region that calls itself a template (fenced or by its heading): placeholders there are meant.
 */
struct trk_region {
	size_t line, end;
};

/* A real HTML comment, wherever it stands. */
struct trk_comment {
	size_t line, end;    /* from its first line to behind its last one */
	struct trk_str text; /* between <!-- and -->, trimmed */
};

struct trk_suppression {
	size_t line;         /* of the comment */
	size_t first, end;   /* lines it covers */
	struct trk_str rule; /* one id, or empty for "every rule" */
	struct trk_str reason;
	struct trk_str text; /* the comment as it stands */
	const char *meant;   /* what a misspelt directive was to be: it covers no line; else NULL */
};

/* ---- the document ---- */

struct trk_doc {
	const struct trk_source *source;
	/* The source's bytes with everything that is not prose blanked to TRK_MASKED: code spans,
	 * fences, indented code, HTML comments, link destinations, front matter, quoted mentions.
	 * Same length, same offsets, so that a hit here is a position there. */
	struct trk_str prose;

	struct trk_line *line; /* line[n] is line n; line[0] has the signs of all lines */
	size_t nlines;
	struct trk_words_seen words; /* most questions after words are answered by this */
	struct trk_fence *fence;
	size_t nfences;
	struct trk_section *section; /* section[0] is the document itself */
	size_t nsections;
	struct trk_item *item;
	size_t nitems;
	struct trk_table *table;
	size_t ntables;
	struct trk_stamp *stamp;
	size_t nstamps;
	struct trk_field *field;
	size_t nfields;
	struct trk_placeholder *placeholder; /* in order; a malformed stamp is none */
	size_t nplaceholders;
	struct trk_claim *claim;
	size_t nclaims;
	struct trk_link *link;
	size_t nlinks;
	struct trk_cited_commit *commit;
	size_t ncommits;
	struct trk_entry *entry;
	size_t nentries;
	struct trk_region *template_region;
	size_t ntemplate_regions;
	struct trk_comment *comment;
	size_t ncomments;
	struct trk_str *definition; /* labels of "[label]: target", in the order of their bytes */
	size_t ndefinitions;
	struct trk_suppression *suppression;
	size_t nsuppressions;

	struct trk_zones zones;
	struct trk_declaration declaration;
	struct trk_template entry_template; /* .line 0: none */
	bool is_template; /* the whole document is one (path, or mostly brackets) */
	bool valid_utf8;
};

#define TRK_MASKED '\x1f'

/* Parses `text`; the document and everything in it lives in the arena, the text is borrowed. Never
 * fails on content; TRK_ELIMIT when a guard is hit, naming the document, the line and the limit.
 * max_size 0 means TRK_MAX_SIZE. */
int trk_doc_parse(const struct trk_doc **out, struct trk_arena *arena, const char *name,
	struct trk_str text, size_t max_size, struct trk_err *err);

/* The same, with more to say of how. */
struct trk_doc_text {
	const char *name;
	struct trk_str text;
	size_t max_size;
	bool cmark; /* it alone finds the blocks, without the scanner that is faster */
};

int trk_doc_read(const struct trk_doc **out, struct trk_arena *arena,
	const struct trk_doc_text *what, struct trk_err *err);

/* Line n of the source. */
static inline struct trk_str trk_doc_line(const struct trk_doc *doc, size_t line)
{
	return trk_source_line(doc->source, line);
}

/* Line n of the prose: same bytes and offsets as the source line, non-prose blanked. */
static inline struct trk_str trk_doc_prose(const struct trk_doc *doc, size_t line)
{
	struct trk_str s = trk_source_line(doc->source, line);

	s.ptr = doc->prose.ptr + (s.ptr - doc->source->text.ptr);
	return s;
}

bool trk_doc_in_region(const struct trk_doc *doc, size_t line); /* one of template_region[] */

static inline bool trk_doc_in_template(const struct trk_doc *doc, size_t line)
{
	return doc->ntemplate_regions > 0 && trk_doc_in_region(doc, line);
}

/* Not in a code fence, a template region, a comment …: nothing there is judged. */
static inline bool trk_doc_is_prose(const struct trk_doc *doc, size_t line)
{
	const unsigned kinds = 1u << TRK_LINE_TEXT | 1u << TRK_LINE_HEADING | 1u << TRK_LINE_TABLE |
			       1u << TRK_LINE_HTML;

	return line >= 1 && line <= doc->nlines && (kinds >> doc->line[line].kind & 1) &&
	       !trk_doc_in_template(doc, line);
}

/* Do items stand in the item? The first of them follows it. */
static inline bool trk_doc_has_child(const struct trk_doc *doc, size_t item)
{
	return item + 1 < doc->nitems && doc->item[item + 1].parent == item;
}

/* The entry that contains the line, or TRK_NONE. */
size_t trk_doc_entry_at(const struct trk_doc *doc, size_t line);

/* Index of the first item on or behind the line; nitems when there is none. The same for tables,
 * status fields, placeholders and claims. */
size_t trk_doc_item_from(const struct trk_doc *doc, size_t line);
size_t trk_doc_table_from(const struct trk_doc *doc, size_t line);
size_t trk_doc_field_from(const struct trk_doc *doc, size_t line);
size_t trk_doc_placeholder_from(const struct trk_doc *doc, size_t line);
size_t trk_doc_claim_from(const struct trk_doc *doc, size_t line);

/* The status field of the section, close below its heading and above its first sub-section; NULL:
 * it has none. */
const struct trk_field *trk_doc_field_of(const struct trk_doc *doc, size_t section);

/* Is there a line that says where the link of this label leads? */
bool trk_doc_defines(const struct trk_doc *doc, struct trk_str label);

/* The newest entry by the log's order, or TRK_NONE. */
size_t trk_doc_newest(const struct trk_doc *doc);

/* Cell `column` (from 0) of the table row on `line`, trimmed; empty when there is none. */
struct trk_str trk_doc_cell(const struct trk_doc *doc, size_t line, size_t column);

/* The same, one cell after the other; empty ones behind the last. */
struct trk_cells {
	struct trk_str row;
	size_t at;   /* where the next one begins */
	bool marked; /* it has marks that keep a bar from ending a cell */
};

struct trk_cells trk_doc_cells(const struct trk_doc *doc, size_t line);
struct trk_str trk_cells_next(struct trk_cells *cells);

/* Where the view, which must point into the source or the prose of this document, stands. */
size_t trk_doc_offset(const struct trk_doc *doc, struct trk_str view);

/* The table's column for commit ids, or TRK_NONE. */
size_t trk_doc_commit_column(const struct trk_doc *doc, const struct trk_table *table);

/* May a word of the vocabulary stand in the line (0: anywhere in the document)? Wrong only in
 * saying yes. */
static inline bool trk_doc_may_say(const struct trk_doc *doc, size_t line, enum trk_words words)
{
	return trk_words_has(&doc->words.line[line], words);
}

/* The first line from `line` on in which a word of the vocabularies may stand; behind the last line
 * when there is none. */
static inline size_t trk_doc_next_saying(
	const struct trk_doc *doc, size_t line, const struct trk_words_set *words)
{
	while (line <= doc->nlines && !trk_words_meet(&doc->words.line[line], words))
		line++;
	return line;
}

/* Does one stand in the view, which is a part of that line? */
static inline bool trk_doc_says(
	const struct trk_doc *doc, size_t line, struct trk_str view, enum trk_words words)
{
	return trk_doc_may_say(doc, line, words) &&
	       trk_words_find_seen(view, words, &doc->words, trk_doc_offset(doc, view)) != TRK_NPOS;
}

/* May a date stand in the view, which points into the document? Wrong only in saying yes, and
 * quick: no date is without its year. */
bool trk_doc_may_date(const struct trk_doc *doc, struct trk_str view);

/* The model as text, one part a line: what the unit and fuzz tests compare. */
struct trk_buf;
void trk_doc_dump(struct trk_buf *out, const struct trk_doc *doc);

#endif
