/* SPDX-License-Identifier: MIT */
/*
 * What stands around a number: the words that make it a claim of progress, and those that make it
 * something else (a target, a measurement, what is left). One table a meaning, all languages in it.
 */
#include "doc/claim.h"
#include "doc/words.h"

#include <string.h>

static const char *const completion[] = {"complete", "completed", "completion", "completeness",
	"done", "progress", "finished", "implemented", "overall", "fertig", "erledigt",
	"abgeschlossen", "fortschritt", "gesamtfortschritt", "fertiggestellt", "terminé",
	"terminée", "achevé", "avancement", "progression", "completado", "completada", "completo",
	"progreso", "avance", "concluído", "concluída", "progresso", "completato", "avanzamento",
	"ukończono", "postęp", "gotowe", "готово", "завершено", "выполнено", "прогресс",
	"готовность", "完成", "进度", "進度", "進捗", "完了", "완료", "진행", "진척", "הושלם",
	"הושלמו", "התקדמות", NULL};

static const char *const approximate[] = {"about", "around", "roughly", "approximately", "approx",
	"almost", "nearly", "circa", "ca", "est", "some", "ungefähr", "etwa", "environ", "aprox",
	"aproximadamente", "около", "примерно", "почти", "约", "大约", "約", "약", "cerca", NULL};

static const char *const estimate[] = {"estimate", "estimated", "estimation", "estimado",
	"estimada", "geschätzt", "estimé", "stimato", "оценка", "оценочно", "预计", "预估", "估计",
	"推定", "예상", NULL};

static const char *const compare[] = {"at least", "up to", "over", "more than", "less than",
	"under", "above", "below", "within", "mindestens", "über", "bis zu", "plus de", "au moins",
	"más de", "al menos", "более", "менее", "не менее", "超过", "至少", "以上", "不低于", NULL};

static const char *const target[] = {"target", "targets", "goal", "goals", "expected", "minimum",
	"should", "must", "threshold", "aim", "aims", "needs", "required", "requires", "planned",
	"ziel", "soll", "objectif", "objetivo", "meta", "obiettivo", "cel", "цель", "план", "目标",
	"目標", "목표", "budget", "limit", "cap", "until", "when", "toward", "towards", NULL};

static const char *const complement[] = {"remaining", "remain", "remains", "left", "missing",
	"failing", "failed", "failure", "failures", "fail", "lack", "lacks", "to go", "to complete",
	"pending", "outstanding", "buffer", "skipped", "error", "errors", "unused", "unfinished",
	"incomplete", "not", "without", "open", "verbleibend", "offen", "restant", "restante",
	"pendiente", "faltan", "осталось", "剩余", "未完成", "残り", "남은", NULL};

static const char *const qualified[] = {"of those", "of these", "of which", "that need",
	"that needed", "applicable", "of implemented", "excluding", "except", "in scope", "of core",
	"attempted", "evaluated", "not skipped", "of all", "unique", NULL};

static const char *const measure[] = {"coverage", "cover", "pass rate", "passing rate",
	"success rate", "reduction", "reduced", "faster", "slower", "confidence", "accuracy",
	"weight", "weights", "rating", "ratings", "score", "scores", "grade", "cpu", "memory",
	"disk", "usage", "opacity", "discount", "battery", "quota", "growth", "increase",
	"increased", "decrease", "improvement", "improved", "margin", "probability", "chance",
	"risk", "saving", "savings", "share", "rate", "ratio", "quality", "contrast", "utilization",
	"capacity", "efficiency", "overhead", "velocity", "similarity", "precision", "recall", "f1",
	"loss", "win", "roi", "tax", "vat", "fee", "compression", "smaller", "larger", "cheaper",
	"uptime", "availability", "error", "compatible", "compatibility", "adoption", "abdeckung",
	"cobertura", "couverture", "покрытие", "качество", "覆盖率", "覆蓋率", "通过率", "通過率",
	"准确率", "增长*", "提升", "质量", "评分", "カバレッジ", "커버리지", "테스트", "copertura",
	"pokrycie", NULL};

/* What counts can be about; "8 tasks" is checked, "8 apples" is not. */
static const char *const units[] = {"task", "tasks", "item", "items", "todo", "todos", "step",
	"steps", "phase", "phases", "stage", "stages", "milestone", "milestones", "feature",
	"features", "component", "components", "module", "modules", "function", "functions", "file",
	"files", "test", "tests", "page", "pages", "story", "stories", "session", "sessions", "day",
	"days", "week", "weeks", "subtask", "subtasks", "sub-tasks", "checks", "prs", "pr", "issue",
	"issues", "bug", "bugs", "endpoint", "endpoints", "route", "routes", "chapter", "chapters",
	"section", "sections", "document", "documents", "docs", "entry", "entries", "line", "lines",
	"hour", "hours", "aufgabe*", "schritt*", "phase*", "dateien", "tareas", "fases", "archivos",
	"pasos", "tâches", "étapes", "fichiers", "chapitres", "tarefas", "etapas", "задач*",
	"этап*", "фаз*", "файл*", "шаг*", NULL};
/* What became of tests: "530 passed, 11 failed". */
static const char *const outcomes[] = {"passed", "passing", "pass", "failed", "failing", "failures",
	"skipped", "errors", "total", "pending", "ignored", NULL};
static const char *const cjk_units[] = {"任务", "子任务", "阶段", "文档", "文件", "行", "步骤",
	"模块", "功能", "测试", "章节", "タスク", "フェーズ", "件", "작업", "단계", "파일", NULL};
static const char *const classifiers[] = {"个", "個", "项", "項", "개", NULL};

static const char *const series_words[] = {"phase", "stage", "step", "milestone", "sprint", "week",
	"part", "task", "epic", "track", "wave", "iteration", "module", "lesson", "chapter",
	"category", "section", "session", "day", "pr", "fase", "etapa", "étape", "paso", "schritt",
	"phase", "sprint", "фаза", "этап", "шаг", "阶段", "任务", "第", "フェーズ", "단계", NULL};

/* Before and behind a number, this much of the cell belongs to it. */
#define NEAR_BEFORE 20
#define NEAR_BEHIND 32
#define MAX_LABEL   240 /* bytes in front of a number in which its label is looked for */

static bool is_boundary(unsigned char c)
{
	return (c & 0xc0) != 0x80;
}

static struct trk_str before(const struct trk_claim_place *p, size_t reach)
{
	size_t from = p->from > reach ? p->from - reach : 0;

	while (from < p->from && !is_boundary((unsigned char)p->cell.ptr[from]))
		from++;
	/* a word that is cut in two is none */
	while (from > 0 && from < p->from && trk_is_alnum(p->cell.ptr[from]) &&
		trk_is_alnum(p->cell.ptr[from - 1]))
		from++;
	struct trk_str s = trk_str_sub(p->cell, from, p->from);
	for (size_t i = s.len; i-- > 0;)
		if (strchr(";|,", s.ptr[i]) ||
			(s.ptr[i] == '.' && i + 1 < s.len && s.ptr[i + 1] == ' '))
			return trk_str_sub(s, i + 1, s.len);
	return s;
}

static struct trk_str behind(const struct trk_claim_place *p, size_t reach)
{
	size_t to = p->to + reach < p->cell.len ? p->to + reach : p->cell.len;

	while (to < p->cell.len && !is_boundary((unsigned char)p->cell.ptr[to]))
		to++;
	while (to < p->cell.len && trk_is_alnum(p->cell.ptr[to]) &&
		trk_is_alnum(p->cell.ptr[to - 1]))
		to++;
	struct trk_str s = trk_str_sub(p->cell, p->to, to);
	for (size_t i = 0; i < s.len; i++)
		if (strchr(";|,", s.ptr[i]) ||
			(s.ptr[i] == '.' && i + 1 < s.len && s.ptr[i + 1] == ' '))
			return trk_str_sub(s, 0, i);
	return s;
}

static bool ends_with_any(struct trk_str s, const char *const *marks)
{
	s = trk_str_trim_right(s);
	for (size_t i = 0; marks[i]; i++)
		if (trk_str_ends(s, trk_str_from(marks[i])))
			return true;
	return false;
}

static unsigned marks_around(const struct trk_claim_place *p)
{
	static const char *const approx[] = {"~", "≈", "±", "～", "∼", "\\~", NULL};
	static const char *const comparing[] = {"<", ">", "≥", "≤", "&lt;", "&gt;", NULL};
	static const char *const dashes[] = {"-", "–", "—", "~", "～", "‑", "to", "bis", NULL};
	static const char *const arrows[] = {"→", "->", "⇒", "=>", "➜", "➔", "➡", "⟶", NULL};
	struct trk_str left = trk_str_sub(p->cell, 0, p->from);
	struct trk_str right = trk_str_sub(p->cell, p->to, p->cell.len);
	struct trk_str wide = trk_str_sub(
		p->cell, p->from > MAX_LABEL ? p->from - MAX_LABEL : 0, p->to + MAX_LABEL);
	char last = left.len > 0 ? left.ptr[left.len - 1] : ' ';
	unsigned quals = 0;

	quals |= ends_with_any(left, approx) ? TRK_QUAL_APPROX : 0;
	quals |= ends_with_any(left, comparing) ? TRK_QUAL_COMPARE : 0;
	quals |= last == '+' || last == '-' || trk_str_ends(left, TRK_LIT("−")) ? TRK_QUAL_SIGNED
										: 0;
	quals |= trk_str_starts(right, TRK_LIT("+")) ? TRK_QUAL_PLUS : 0;
	struct trk_str after = trk_str_trim_left(right);
	for (size_t i = 0; dashes[i]; i++) {
		struct trk_str dash = trk_str_from(dashes[i]);
		size_t at = dash.len;
		while (at < after.len && trk_is_blank(after.ptr[at]))
			at++;
		if (trk_str_starts(after, dash) && at < after.len && trk_is_digit(after.ptr[at]))
			quals |= TRK_QUAL_RANGE;
		struct trk_str trimmed = trk_str_trim_right(left);
		if (!trk_str_ends(trimmed, dash))
			continue;
		trimmed = trk_str_trim_right(trk_str_sub(trimmed, 0, trimmed.len - dash.len));
		if (trimmed.len > 0 && (trk_is_digit(trimmed.ptr[trimmed.len - 1]) ||
					       trimmed.ptr[trimmed.len - 1] == '%'))
			quals |= TRK_QUAL_RANGE;
	}
	if (quals & TRK_QUAL_RANGE)
		quals &= ~(unsigned)TRK_QUAL_SIGNED;
	for (size_t i = 0; arrows[i]; i++)
		if (trk_str_find(wide, trk_str_from(arrows[i]), 0) != TRK_NPOS)
			quals |= TRK_QUAL_ARROW;
	return quals;
}

/* In a column of progress the row's name is that of a part, not of a measurement. */
static unsigned measured(const struct trk_claim *claim, const struct trk_claim_place *p,
	struct trk_str left, struct trk_str right)
{
	if (trk_words_in(left, measure) || trk_words_in(right, measure) ||
		trk_words_in(p->header, measure))
		return TRK_QUAL_MEASURE;
	if (p->row.len > 0 && trk_words_in(p->header, completion))
		return 0;
	if (trk_words_in(p->row, measure))
		return TRK_QUAL_MEASURE | TRK_QUAL_ROW;
	return trk_words_in(claim->label, measure) ? TRK_QUAL_MEASURE : 0;
}

static unsigned words_around(const struct trk_claim *claim, const struct trk_claim_place *p)
{
	struct trk_str left = before(p, NEAR_BEFORE), right = behind(p, NEAR_BEHIND);
	struct trk_str short_right = behind(p, 14);
	unsigned quals = 0;

	quals |= trk_words_in(left, approximate) ? TRK_QUAL_APPROX : 0;
	quals |= trk_words_in(left, compare) ? TRK_QUAL_COMPARE : 0;
	quals |= trk_words_in(claim->label, target) || trk_words_in(left, target) ||
				 trk_words_in(short_right, target) ||
				 trk_words_in(p->header, target)
			 ? TRK_QUAL_TARGET
			 : 0;
	quals |= trk_words_in(left, complement) || trk_words_in(short_right, complement) ||
				 trk_words_in(claim->label, complement)
			 ? TRK_QUAL_COMPLEMENT
			 : 0;
	quals |= trk_words_in(right, qualified) ? TRK_QUAL_QUALIFIED : 0;
	quals |= measured(claim, p, left, short_right);
	quals |= trk_words_in(claim->label, estimate) || trk_words_in(left, estimate) ||
				 trk_words_in(short_right, estimate)
			 ? TRK_QUAL_ESTIMATE
			 : 0;
	return quals;
}

/* What names the figure: in front of the last colon before it, else the words before it. */
static struct trk_str read_label(const struct trk_claim_place *p)
{
	size_t from = p->from > MAX_LABEL ? p->from - MAX_LABEL : 0;
	struct trk_str left = trk_str_sub(p->cell, from, p->from);
	size_t colon = TRK_NPOS, start = 0;

	for (size_t i = 0; i < left.len; i++) {
		bool wide = trk_str_starts(trk_str_sub(left, i, left.len), TRK_LIT("："));
		if (left.ptr[i] == ':' || wide)
			colon = i;
		else if (left.ptr[i] == '|' || left.ptr[i] == ';' ||
			 (left.ptr[i] == ',' && colon != TRK_NPOS))
			start = i + 1;
	}
	if (colon != TRK_NPOS && colon > start)
		left = trk_str_sub(left, start, colon);
	else
		left = trk_str_sub(left, start, left.len);
	if (p->row.len > 0 && trk_word_trim_marks(left).len == 0)
		left = p->row;
	left = trk_word_trim_marks(left);
	while (left.len > 0 && (left.ptr[left.len - 1] == '(' || left.ptr[left.len - 1] == '['))
		left = trk_word_trim_marks(trk_str_sub(left, 0, left.len - 1));
	return left;
}

static struct trk_str unit_at(struct trk_str cell, size_t at)
{
	static const char *const *const lists[] = {units, outcomes, cjk_units};

	for (size_t l = 0; l < sizeof(lists) / sizeof(lists[0]); l++)
		for (size_t i = 0; lists[l][i]; i++) {
			size_t len = trk_word_at(cell, at, lists[l][i]);
			if (len > 0)
				return trk_str_sub(cell, at, at + len);
		}
	return (struct trk_str){0};
}

struct trk_str trk_claim_unit(struct trk_str cell, size_t at)
{
	while (at < cell.len && trk_is_blank(cell.ptr[at]))
		at++;
	for (size_t i = 0; classifiers[i]; i++)
		at += trk_word_at(cell, at, classifiers[i]);
	struct trk_str unit = unit_at(cell, at);
	/* up to two adjectives: "113 core compiler modules" */
	for (int words = 0; unit.len == 0 && words < 2; words++) {
		size_t start = at;
		while (at < cell.len &&
			((cell.ptr[at] >= 'a' && cell.ptr[at] <= 'z') || cell.ptr[at] == '-'))
			at++;
		if (at == start || at >= cell.len || cell.ptr[at] != ' ')
			break;
		unit = unit_at(cell, ++at);
	}
	return unit;
}

static size_t ordinal_at(struct trk_str s, size_t at)
{
	size_t i = at;

	while (i < s.len && trk_is_digit(s.ptr[i]))
		i++;
	if (i == at)
		return 0;
	while (i + 1 < s.len && s.ptr[i] == '.' && trk_is_digit(s.ptr[i + 1]))
		for (i++; i < s.len && trk_is_digit(s.ptr[i]);)
			i++;
	if (i < s.len && trk_is_alpha(s.ptr[i]) && (i + 1 == s.len || !trk_is_alnum(s.ptr[i + 1])))
		i++;
	if (i < s.len && (trk_is_alnum(s.ptr[i]) || s.ptr[i] == '%' || s.ptr[i] == '/'))
		return 0;
	return i - at;
}

/* A series without a number behind it is none. */
static size_t last_digit(struct trk_str s)
{
	size_t end = s.len;

	while (end > 0 && !trk_is_digit(s.ptr[end - 1]))
		end--;
	return end;
}

bool trk_doc_ordinal(
	struct trk_str text, bool bare, struct trk_str *series, struct trk_str *ordinal)
{
	struct trk_str start = trk_word_skip_marks(text);
	size_t len = bare ? ordinal_at(start, 0) : 0;

	if (len > 0 && len < start.len && strchr(" .:)-", start.ptr[len])) {
		*series = (struct trk_str){0};
		*ordinal = trk_str_sub(start, 0, len);
		return true;
	}
	for (size_t i = 0, end = last_digit(text); i < end; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		bool begins = c >= 0xc0 || trk_is_alpha((char)c);
		if (!begins || (i > 0 && c < 0x80 && trk_word_letter_at(text, i - 1)))
			continue;
		for (size_t w = 0; series_words[w]; w++) {
			size_t n = trk_word_at(text, i, series_words[w]);
			size_t at = i + n;
			while (n > 0 && at < text.len && strchr(" #-", text.ptr[at]))
				at++;
			len = n > 0 ? ordinal_at(text, at) : 0;
			if (len == 0)
				continue;
			*series = trk_str_sub(text, i, i + n);
			*ordinal = trk_str_sub(text, at, at + len);
			return true;
		}
	}
	return false;
}

void trk_claim_read_context(struct trk_claim *claim, const struct trk_claim_place *p)
{
	claim->label = read_label(p);
	claim->unit = claim->unit.len > 0 ? claim->unit : trk_claim_unit(p->cell, p->to);
	claim->quals |= marks_around(p) | words_around(claim, p);
	claim->completion = trk_words_in(claim->label, completion) ||
			    trk_words_in(before(p, NEAR_BEFORE), completion) ||
			    trk_words_in(behind(p, NEAR_BEHIND), completion) ||
			    trk_words_in(p->header, completion);
	size_t from = p->from > MAX_LABEL ? p->from - MAX_LABEL : 0;
	struct trk_str name = p->row.len > 0 ? p->row : trk_str_sub(p->cell, from, p->from);
	/* the nearest one in front: "Phase 1: 100%, Phase 2: 40%" */
	bool bare = p->row.len > 0 || claim->dashboard;
	while (trk_doc_ordinal(name, bare, &claim->series, &claim->ordinal)) {
		const char *end = claim->ordinal.ptr + claim->ordinal.len;
		name = trk_str_sub(name, (size_t)(end - name.ptr), name.len);
		if (bare)
			break;
	}
}
