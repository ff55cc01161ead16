/* SPDX-License-Identifier: MIT */
/*
 * What a document says about its own upkeep. A mention is no declaration: it must stand near the
 * top, in a quote, in a heading or in a section of instructions, and speak of this document.
 */
#include "doc/parts.h"
#include "doc/words.h"

#include <string.h>

#define TOP_LINES   15  /* lines with text that are near the top */
#define QUOTE_LINES 100 /* lines with text among which a quote still speaks of the document */

static const char *const append_only[] = {"append-only", "append only", "appendonly",
	"nur anhängen", "nur ergänzen", "nur erweitern", "nur ergänzt", "nur angehängt",
	"ajout uniquement", "ajouts uniquement", "en ajout seul", "solo añadir", "solo agregar",
	"solo anexar", "solo append", "solo aggiunte", "somente adição", "somente acréscimo",
	"apenas acrescentar", "tylko dopisywanie", "tylko do dopisywania", "только добавление",
	"только дополнение", "только дописывать", "только дописывается", "仅追加", "只追加",
	"只增不改", "只能追加", "追記のみ", "追記専用", "추가 전용", "הוספה בלבד", NULL};

static const char *const never[] = {"never", "do not", "don't", "must not", "must never", "not be",
	"are never", "niemals", "nicht", "nie", "ne jamais", "ne pas", "jamais", "nunca", "no",
	"não", "никогда не", "не", "禁止", "不得", "不要", "勿", NULL};

static const char *const change[] = {"edit", "edited", "delete", "deleted", "overwrite",
	"overwritten", "remove", "removed", "modify", "modified", "rewrite", "rewritten", "alter",
	"reorder", "bearbeiten", "löschen", "ändern", "überschreiben", "modifier", "supprimer",
	"éditer", "effacer", "editar", "borrar", "modificar", "eliminar", "apagar", "редактировать",
	"удалять", "изменять", "переписывать", "修改", "删除", "编辑", "覆盖", NULL};

static const char *const past[] = {"past entries", "previous entries", "old entries",
	"older entries", "existing entries", "historical entries", "prior entries",
	"earlier entries", "entries", "past sessions", "previous sessions", "previous content",
	"existing content", "alte einträge", "bestehende einträge", "frühere einträge", "einträge",
	"entrées", "entradas", "старые записи", "прошлые записи", "предыдущие записи", "записи",
	"历史记录", "历史条目", "旧条目", "已有内容", NULL};

static const char *const this_document[] = {"this file", "this document", "this log",
	"this journal", "this record", "this page", "this changelog", "this tracker", "this thread",
	"this list", "the log", "the file", "it is", "this is", "this", "diese datei",
	"dieses dokument", "dieses protokoll", "ce fichier", "ce document", "ce journal",
	"este archivo", "este documento", "este fichero", "este registro", "este arquivo",
	"questo file", "questo documento", "этот файл", "этот журнал", "этот документ", "файл",
	"журнал", "ten plik", "本文件", "此文件", "本文档", "本日志", "このファイル", "本ログ",
	"이 파일", NULL};

/* What may follow an elliptic "Append-only": it then names the document itself. */
static const char *const self_words[] = {"log", "record", "file", "journal", "document", "history",
	"list", "ledger", "diary", "changelog", "tracker", "thread", "decision", "session",
	"progress", "chronological", "register", "entries", NULL};

static const char *const limits[] = {"not append-only", "no longer append-only", "during session",
	"append-only during", "append-only once", "append-only until", "isn't append-only", NULL};

static const char *const overwritten[] = {"overwritten", "overwrite", "rewritten", "replaced",
	"überschrieben", "écrasé", "sobrescribe", "sobrescrito", "перезаписывается", "覆盖", NULL};

static const char *const each_time[] = {"each session", "every session", "each time", "every time",
	"each update", "every update", "each run", "by each", "by every", "always", "after each",
	"after every", "at the end of", "jeder sitzung", "jedes mal", "à chaque", "cada sesión",
	"cada vez", "каждый раз", "каждой сессии", "每次", NULL};

static const char *const append_edge[] = {"at the bottom", "to the bottom", "at the end",
	"to the end", "newest last", "newest at bottom", "oldest first", "oldest at the top",
	"chronological order", "append new entries", "neueste unten", "am ende", "älteste zuerst",
	"à la fin", "en bas", "al final", "no final", "alla fine", "в конец", "в конце", "внизу",
	"снизу", "na końcu", "在末尾", "末尾", "最下方", "底部", "最旧在前", "古い順", "맨 아래",
	NULL};

static const char *const prepend_edge[] = {"newest first", "newest at the top", "newest on top",
	"newest entries at the top", "newest entry at the top", "newest entries first",
	"most recent first", "latest first", "latest at the top", "at the top", "to the top",
	"on top", "reverse chronological", "reverse-chronological", "neueste zuerst",
	"neueste oben", "oben", "plus récent en premier", "plus récente en premier",
	"plus récents en premier", "en haut", "más reciente primero", "más recientes primero",
	"al principio", "mais recente primeiro", "più recente in alto", "новые сверху",
	"сначала новые", "новые записи сверху", "сверху", "вверху", "в начало",
	"najnowsze na górze", "最新在前", "最新在上", "最新的在上", "最上方", "顶部", "新しい順",
	"最新が上", "최신순", "맨 위", NULL};

/* Words that make "at the top" speak of entries. */
static const char *const entry_words[] = {"entries", "entry", "newest", "latest", "recent",
	"append", "add", "added", "new", "session", "sessions", "log", "update", "updates",
	"record*", "eintr*", "entrée*", "entrada*", "neue*", "запис*", "новы*", "добавл*", "条目",
	"最新", "新", "最新", "항목", NULL};

static const char *const instruction_titles[] = {"instructions", "instruction", "how to", "rules",
	"format", "about", "usage", "maintenance", "conventions", "guidelines", "policy",
	"protocol", "logging rules", "anleitung", "regeln", "règles", "mode d'emploi",
	"instrucciones", "reglas", "правила", "инструкция", "说明", "规则", "使用说明", "ルール",
	"規則", NULL};

static bool in_instructions(const struct trk_doc *doc, size_t line)
{
	size_t section = doc->line[line].section;

	return section > 0 && trk_words_in(doc->section[section].title, instruction_titles);
}

/* "Policy: …", "**Write rule**: …": a word or two and a colon stand before `end`. */
static bool is_label(struct trk_str words, const char *end)
{
	const char *behind = words.ptr + words.len;
	size_t blank = trk_str_chr(words, ' ', 0);

	return memchr(behind, ':', (size_t)(end - behind)) &&
	       (blank == TRK_NPOS || trk_str_chr(words, ' ', blank + 1) == TRK_NPOS);
}

/* "Append-only." or "Append-only record of …", after a label or marks: the subject is left out. */
static bool is_elliptic(struct trk_str sentence, size_t at, size_t len)
{
	struct trk_str before = trk_word_trim_marks(trk_str_sub(sentence, 0, at));
	struct trk_str behind = trk_str_sub(sentence, at + len, sentence.len);
	struct trk_str next = trk_word_skip_marks(behind);

	if (before.len > 0 && !is_label(before, &sentence.ptr[at]))
		return false;
	if (next.len == 0 || !trk_word_letter_at(next, 0))
		return true;
	/* "**Append-only.** Never …", "Append-only: add …", "Append-only — add …" */
	static const char *const ends[] = {".", ",", ":", "(", "—", "–", NULL};
	struct trk_str marks = trk_str_sub(behind, 0, behind.len - next.len);
	for (const char *const *end = ends; *end; end++)
		if (trk_str_find(marks, trk_str_from(*end), 0) != TRK_NPOS)
			return true;
	return trk_words_find(trk_str_sub(next, 0, 16), self_words) == 0;
}

static bool declares_by_name(struct trk_str sentence)
{
	if (!trk_words_in(sentence, append_only))
		return false;
	for (const char *const *w = append_only; *w; w++) {
		const char *const one[] = {*w, NULL};
		size_t at = trk_words_find(sentence, one);
		if (at == TRK_NPOS)
			continue;
		if (trk_words_in(sentence, limits))
			return false;
		return trk_words_in(sentence, this_document) ||
		       is_elliptic(sentence, at, trk_str_from(*w).len);
	}
	return false;
}

/* "Never delete or edit previous entries". */
static bool declares_by_ban(struct trk_str sentence)
{
	size_t no = trk_words_find(sentence, never), what = trk_words_find(sentence, change);

	if (no == TRK_NPOS || what == TRK_NPOS)
		return false;
	return (no < what || (unsigned char)sentence.ptr[no] >= 0x80) &&
	       trk_words_in(sentence, past);
}

/* "at the end of every session" says when, not where. */
static const char *const times[] = {"at the end of each", "at the end of every", "at the end of a",
	"at the end of the session", "at the end of the day", "at the end of your", NULL};

static void read_direction(struct trk_doc *doc, struct trk_str sentence, size_t line)
{
	bool append = trk_words_in(sentence, append_edge);
	bool prepend = trk_words_in(sentence, prepend_edge);

	if (append == prepend || trk_words_in(sentence, times) || doc->declaration.order_line > 0 ||
		!(trk_words_in(sentence, entry_words)))
		return;
	doc->declaration.direction = append ? TRK_EDGE_APPEND : TRK_EDGE_PREPEND;
	doc->declaration.order_line = line;
}

static void read_sentence(struct trk_doc *doc, struct trk_str sentence, size_t line)
{
	struct trk_declaration *d = &doc->declaration;

	read_direction(doc, sentence, line);
	if (d->line == 0 && (declares_by_name(sentence) || declares_by_ban(sentence))) {
		d->append_only = true;
		d->line = line;
	}
	if (trk_words_in(sentence, overwritten) && trk_words_in(sentence, each_time) &&
		trk_words_in(sentence, this_document) && !trk_words_in(sentence, never))
		d->overwritten = true;
}

static bool ends_sentence(struct trk_str s, size_t at)
{
	char c = s.ptr[at];

	if (c == ';' || c == '!' || c == '?')
		return true;
	return c == '.' && (at + 1 == s.len || trk_is_space(s.ptr[at + 1]) ||
				   s.ptr[at + 1] == '*' || s.ptr[at + 1] == '_');
}

static void read_line(struct trk_doc *doc, struct trk_str s, size_t line)
{
	size_t from = 0;

	for (size_t at = 0; at < s.len; at++) {
		if (!ends_sentence(s, at))
			continue;
		read_sentence(doc, trk_str_sub(s, from, at + 1), line);
		from = at + 1;
	}
	read_sentence(doc, trk_str_sub(s, from, s.len), line);
}

/* A heading declares with few words: "Decisions (append-only)", "Log entries (newest at the
 * bottom)". */
static void read_heading(struct trk_doc *doc, struct trk_str title, size_t line)
{
	struct trk_declaration *d = &doc->declaration;

	if (d->line == 0 && trk_words_in(title, append_only) && !trk_words_in(title, limits)) {
		d->append_only = true;
		d->line = line;
	}
	read_direction(doc, title, line);
}

void trk_doc_find_declaration(struct trk_doc *doc, struct trk_arena *arena)
{
	size_t seen = 0;

	(void)arena;
	for (size_t n = 1; n <= doc->nlines; n++) {
		const struct trk_line *line = &doc->line[n];
		if (line->kind == TRK_LINE_HEADING) {
			read_heading(doc, trk_doc_prose(doc, n), n);
			seen++;
		} else if (line->kind == TRK_LINE_COMMENT && seen < TOP_LINES) {
			read_line(doc, trk_doc_line(doc, n), n);
			seen++;
		} else if (line->kind == TRK_LINE_TEXT) {
			if (seen < TOP_LINES || (line->quote > 0 && seen < QUOTE_LINES) ||
				in_instructions(doc, n))
				read_line(doc, trk_doc_prose(doc, n), n);
			seen++;
		}
	}
	if (doc->declaration.append_only)
		doc->declaration.overwritten = false;
}
