/* SPDX-License-Identifier: MIT */
/* The vocabulary of states, and where in a text it counts. */
#include "doc/status.h"

#include "doc/words.h"

static const char *const done_words[] = {"complete", "completed", "done", "finished",
	"fully complete", "100% complete", "100% completed", "100% done", "shipped", "已完成",
	"完成", "完了", "완료", "terminé", "terminée", "erledigt", "abgeschlossen", "fertig",
	"completado", "completada", "terminado", "concluído", "concluída", "completato",
	"completata", "завершено", "завершена", "готово", "выполнено", "ukończone", "zakończone",
	"gotowe", "afgerond", "klaar", NULL};

static const char *const todo_words[] = {"not started", "not yet started", "to do", "todo",
	"ready to begin", "ready to start", "待启动", "待开始", "未开始", "未着手", "시작 전",
	"대기", "non commencé", "à faire", "nicht begonnen", "nicht gestartet", "no iniciado",
	"no iniciada", "sin empezar", "não iniciado", "não iniciada", "non iniziato", "da iniziare",
	"не начато", "не начата", "nie rozpoczęte", "nie rozpoczęto", "niet begonnen",
	"niet gestart", NULL};

static const char *const progress_words[] = {"in progress", "in-progress", "in_progress", "wip",
	"ongoing", "work in progress", "进行中", "進行中", "진행 중", "진행중", "en cours",
	"in arbeit", "in bearbeitung", "en progreso", "en curso", "em andamento", "in corso",
	"в процессе", "в работе", "w toku", "bezig", NULL};

static const char *const held_words[] = {"blocked", "deferred", "postponed", "paused", "on hold",
	"suspended", "not tested", "untested", "0% complete", "0% done", "阻塞", "已推迟", "延期",
	"暂停", "보류", "保留", "bloqué", "reporté", "en pause", "blockiert", "verschoben",
	"zurückgestellt", "pausiert", "bloqueado", "aplazado", "pausado", "bloccato", "rinviato",
	"отложено", "заблокировано", "wstrzymane", "odłożone", "geblokkeerd", "uitgesteld", NULL};

/* With one of these the text says by itself what is missing. */
static const char *const qualifiers[] = {"pending", "partial", "partially", "largely", "mostly",
	"almost", "nearly", "except", "optional", "deferred", "remaining", "remain", "blocked",
	"blocker", "awaiting", "waiting", "unverified", "untested", "skipped", "but", "without",
	"until", "subject to", "not", "needs", "ready for", "follow-up", "follow-ups", "teilweise",
	"parcial", "parcialmente", "partiel", "partiellement", "частично", "parzialmente",
	"gedeeltelijk", "częściowo", "部分", NULL};

/* The same behind a state; in front of it they only name the part: "Phase 4: Testing ✅". */
static const char *const activities[] = {
	"review", "testing", "preparation", "required", "tests", "verification", NULL};

static const char *const excuses[] = {"optional", "deferred", "postponed", "later", "skipped",
	"skip", "n/a", "not needed", "none needed", "not required", "not applicable", "no longer",
	"moved", "cancelled", "canceled", "recommended", "nice to have", "stretch", "wontfix",
	"won't", "low priority", "next", "future", "follow-up", "follow-ups", "follow up",
	"upcoming", "backlog", "out of scope", "enhancement", "enhancements", "improvements",
	"ongoing", "recurring", "checklist", "criteria", "nächste", "später", "prochaines", "suite",
	"optionnel", "próximos", "próximas", "futuro", "opcional", "futuras", "далее", "следующие",
	"позже", "opzionale", "volgende", "kolejne", "下一步", "后续", "可选", "待办", "今後",
	NULL};

static const char *const labels[] = {"status", "current status", "current phase", "state",
	"phase status", "状态", "狀態", "当前阶段", "当前状态", "ステータス", "状況", "상태",
	"statut", "état", "stand", "estado", "stato", "статус", "состояние", "stan",
	"aktuelle phase", "aktueller stand", "aktueller status", "phase actuelle", "statut actuel",
	"état actuel", "fase actual", "estado actual", "fase atual", "estado atual", "status atual",
	"fase attuale", "stato attuale", "текущая фаза", "текущий этап", "текущий статус",
	"aktualny status", "obecny etap", "huidige fase", "現在のフェーズ", "現在の状況",
	"현재 단계", "현재 상태", NULL};

/* These speak of the whole that they stand in, not of the part that lists them. */
static const char *const current[] = {"current", "当前阶段", "当前状态", "aktuelle phase",
	"aktueller stand", "aktueller status", "phase actuelle", "statut actuel", "état actuel",
	"fase actual", "estado actual", "fase atual", "estado atual", "status atual",
	"fase attuale", "stato attuale", "текущая фаза", "текущий этап", "текущий статус",
	"aktualny status", "obecny etap", "huidige fase", "現在のフェーズ", "現在の状況",
	"현재 단계", "현재 상태", NULL};

static bool begins_with(struct trk_str s, const char *const *words)
{
	for (; *words; words++)
		if (trk_word_at(s, 0, *words) > 0)
			return true;
	return false;
}

/* The glyphs say the same as the words, where no word says more. */
static enum trk_state state_of_glyph(enum trk_glyph glyph)
{
	switch (glyph) {
	case TRK_GLYPH_DONE:
		return TRK_STATE_DONE;
	case TRK_GLYPH_PROGRESS:
		return TRK_STATE_PROGRESS;
	default:
		return TRK_STATE_NONE;
	}
}

static bool says_less(struct trk_str s)
{
	return trk_words_in(s, qualifiers) || trk_words_in(s, activities);
}

enum trk_state trk_status_of_value(struct trk_str value)
{
	struct trk_str s = trk_word_skip_marks(value);

	if (begins_with(s, todo_words))
		return TRK_STATE_TODO;
	if (begins_with(s, held_words))
		return TRK_STATE_HELD;
	enum trk_state state = begins_with(s, done_words)       ? TRK_STATE_DONE
			       : begins_with(s, progress_words) ? TRK_STATE_PROGRESS
								: TRK_STATE_NONE;
	return state != TRK_STATE_NONE && says_less(s) ? TRK_STATE_NONE : state;
}

/* s without emphasis, blanks and closing brackets at its end. */
static struct trk_str trim_tail(struct trk_str s)
{
	for (;;) {
		size_t before = s.len;
		while (s.len > 0 &&
			trk_str_chr(TRK_LIT(" \t*_~)]!."), s.ptr[s.len - 1], 0) != TRK_NPOS)
			s.len--;
		if (trk_str_ends(s, TRK_LIT("）")) || trk_str_ends(s, TRK_LIT("】")))
			s.len -= 3;
		if (s.len == before)
			return s;
	}
}

/* The last glyph of the title, when nothing but pictures and marks stands behind it. */
static enum trk_glyph glyph_at_end(struct trk_str title, size_t *at)
{
	enum trk_glyph last = TRK_GLYPH_NONE, glyph = TRK_GLYPH_NONE;
	struct trk_str s = trim_tail(title);
	size_t last_end = 0, len;

	for (size_t i = 0; i < s.len; i += len ? len : 1) {
		len = trk_glyph_at(s, i, &glyph);
		if (len == 0 || glyph == TRK_GLYPH_OTHER)
			continue;
		last = glyph;
		last_end = i + len;
		*at = i;
	}
	if (last == TRK_GLYPH_NONE)
		return last;
	struct trk_str behind = trk_word_skip_marks(trk_str_sub(s, last_end, s.len));
	return behind.len == 0 ? last : TRK_GLYPH_NONE;
}

/* Offset of the words behind the last glyph of the title, or its length: "Loader ✅ DONE". */
static size_t behind_glyph(struct trk_str title)
{
	size_t end = title.len, len;
	enum trk_glyph glyph;

	for (size_t i = 1; i < title.len; i += len ? len : 1) {
		len = trk_glyph_at(title, i, &glyph);
		if (len > 0)
			end = i + len;
	}
	return end;
}

/* Offset behind the last " - ", " — ", ": " or "(", or TRK_NPOS. */
static size_t suffix_at(struct trk_str s)
{
	static const char *const separators[] = {
		" - ", " – ", " — ", ": ", "(", "[", "| ", "（", "：", "【"};
	size_t best = TRK_NPOS;

	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
		struct trk_str separator = trk_str_from(separators[i]);
		for (size_t at = 0; (at = trk_str_find(s, separator, at)) != TRK_NPOS; at++)
			if (best == TRK_NPOS || at + separator.len > best)
				best = at + separator.len;
	}
	return best;
}

/* What the end of the title says: "… ✅", "… ✅ Done", "… - COMPLETE", "… (In Progress)". */
static enum trk_state state_of_tail(struct trk_str title)
{
	size_t at = 0;
	enum trk_state state = state_of_glyph(glyph_at_end(title, &at));
	bool leads = trk_word_skip_marks(trk_str_sub(title, 0, at)).len == 0;

	if (state != TRK_STATE_NONE && !leads && trk_str_chr(title, '%', 0) == TRK_NPOS)
		return state;
	size_t suffix = suffix_at(title);
	if (suffix == TRK_NPOS || trk_word_skip_marks(trk_str_sub(title, 0, suffix)).len == 0)
		suffix = behind_glyph(title);
	return trk_status_of_value(trk_str_sub(title, suffix, title.len));
}

/* Where the last "(…)" of the title begins, when the title ends with it; TRK_NPOS: it does not. */
static size_t remark_at(struct trk_str title)
{
	size_t at = TRK_NPOS;

	if (!trk_str_ends(title, TRK_LIT(")")))
		return TRK_NPOS;
	for (size_t next = 0; (next = trk_str_chr(title, '(', next)) != TRK_NPOS; next++)
		at = next;
	return at == 0 ? TRK_NPOS : at;
}

enum trk_state trk_status_of_title(struct trk_str title)
{
	size_t remark = remark_at(title);
	struct trk_str inner = trk_str_sub(title, remark, title.len);
	enum trk_state state = TRK_STATE_NONE;

	if (remark != TRK_NPOS)
		state = trk_status_of_value(trk_str_sub(inner, 1, inner.len));
	if (state == TRK_STATE_NONE)
		state = state_of_tail(title);
	if (state == TRK_STATE_NONE && remark != TRK_NPOS && !says_less(inner) &&
		trk_str_chr(inner, '%', 0) == TRK_NPOS)
		state = state_of_tail(trk_str_trim(trk_str_sub(title, 0, remark)));
	if (state == TRK_STATE_NONE || state == TRK_STATE_HELD)
		return state;
	return trk_words_in(title, qualifiers) ? TRK_STATE_NONE : state;
}

struct trk_str trk_status_field(const struct trk_doc *doc, size_t line)
{
	struct trk_str none = {0};

	if (!trk_doc_is_prose(doc, line) || doc->line[line].kind != TRK_LINE_TEXT)
		return none;
	struct trk_str s = trk_word_skip_marks(trk_doc_prose(doc, line));
	for (const char *const *label = labels; *label; label++) {
		size_t len = trk_word_at(s, 0, *label);
		if (len == 0)
			continue;
		while (len < s.len && trk_str_chr(TRK_LIT("*_ "), s.ptr[len], 0) != TRK_NPOS)
			len++;
		struct trk_str rest = trk_str_sub(s, len, s.len);
		if (trk_str_starts(rest, TRK_LIT(":")))
			return trk_str_trim(trk_str_sub(rest, 1, rest.len));
		if (trk_str_starts(rest, TRK_LIT("：")))
			return trk_str_trim(trk_str_sub(rest, 3, rest.len));
	}
	return none;
}

bool trk_status_label(struct trk_str text)
{
	return trk_words_are(text, labels);
}

bool trk_status_field_is_current(const struct trk_doc *doc, size_t line)
{
	return begins_with(trk_word_skip_marks(trk_doc_prose(doc, line)), current);
}

bool trk_status_qualified(struct trk_str text)
{
	return trk_words_in(text, qualifiers);
}

bool trk_status_excused(struct trk_str text)
{
	return trk_words_in(text, excuses) || trk_str_find(text, TRK_LIT("~~"), 0) != TRK_NPOS;
}
