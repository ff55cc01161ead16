/* SPDX-License-Identifier: MIT */
/* What a file's name says: a tracker, in a dozen languages; Markdown; somebody else's. */
#include "config/config.h"
#include "text/buf.h"
#include "text/utf8.h"

/* Words that make a name a tracker's, lower case. Scripts without spaces are looked for anywhere.
 */
static const struct {
	const char *why;
	const char *words; /* a blank before and behind each */
} says[] = {
	{"its name says progress",
		" progress progression fortschritt avancement progrès progres suivi progreso "
		"avance "
		"avances seguimiento bitácora bitacora progresso andamento avanzamento postęp "
		"postępy postep postepy прогресс ход-работ 进度 进展 進捗 進度 진행 진척 התקדמות "},
	{"its name says status", " status statut statuses état etat estado stato статус состояние "
				 "状态 狀態 現状 状況 "
				 "현황 상태 סטטוס מצב "},
	{"its name says tracker",
		" tracker tracking трекер отслеживание 追踪 跟踪 追跡 추적 מעקב "},
	{"its name says session", " session sessions sessionlog handoff sitzung sitzungen sesión "
				  "sesion sesiones sessão "
				  "sessao sessões sessione sessioni sesja sesje сессия сессии 会话 "
				  "會話 セッション 세션 "},
	{"its name says log or journal", " worklog devlog logbook journal journals journal-de-bord "
					 "tagebuch arbeitsprotokoll "
					 "logbuch diario diário dziennik журнал дневник 日志 日誌 "
					 "作業ログ 작업일지 일지 יומן "},
	{"its name says decisions",
		" decision decisions entscheidungen entscheidung décisions décision decisiones "
		"decisões decisoes decisioni decyzje решения 决策 决定 決定 결정 החלטות "},
	{"its name says changes",
		" changelog changelogs change-log änderungen aenderungen änderungsprotokoll zmiany "
		"изменения 变更 變更 更新记录 変更履歴 변경 שינויים "},
	{"its name says tasks to do",
		" todo todos to-do backlog aufgaben pendientes pendências zadania задачи 待办 待辦 "
		"タスク 할일 משימות "},
	{"its name says roadmap", " roadmap feuille-de-route hoja-de-ruta дорожная-карта 路线图 "
				  "路線圖 ロードマップ 로드맵 "},
};

static const char vendored[] = " node_modules bower_components jspm_packages vendor vendored "
			       "third_party third-party thirdparty site-packages .venv venv .tox "
			       "__pycache__ .git pods carthage dist .next .terraform _site .cache ";

/* Lower case for the scripts that the table holds: Latin, Cyrillic. */
static uint32_t lower(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
		(c >= 0x410 && c <= 0x42F))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40F)
		return c + 0x50;
	if (c >= 0x139 && c <= 0x148)
		return c + c % 2;
	if (c >= 0x100 && c <= 0x177)
		return c | 1;
	return c;
}

static bool parts_words(uint32_t c)
{
	return c < 0x80 && !trk_is_alpha((char)c);
}

/* The name as lower-case words with one "-" between them and around: "RefactorPROGRESS_2" is
 * "-refactor-progress-". */
static void to_words(struct trk_buf *out, struct trk_str name)
{
	uint32_t before = '-', c = 0;

	trk_buf_addc(out, '-');
	for (size_t at = 0, len = 0; at < name.len; at += len, before = c) {
		len = trk_utf8_decode(name, at, &c);
		if (len == 0) {
			len = 1;
			c = '-';
		}
		bool camel = c < 0x80 && before < 0x80 && trk_is_alpha((char)before) &&
			     before >= 'a' && c >= 'A' && c <= 'Z';
		if (camel || (parts_words(c) && !parts_words(before)))
			trk_buf_addc(out, '-');
		if (!parts_words(c))
			trk_utf8_encode(out, lower(c));
	}
	if (!trk_str_ends(trk_buf_str(out), TRK_LIT("-")))
		trk_buf_addc(out, '-');
}

/* Chinese, Japanese, Korean: words stand without a gap. */
static bool is_gapless(struct trk_str word)
{
	return word.len > 2 && (unsigned char)word.ptr[0] >= 0xE3;
}

static bool has(struct trk_str name, struct trk_str word)
{
	for (size_t at = trk_str_find(name, word, 0); at != TRK_NPOS;
		at = trk_str_find(name, word, at + 1)) {
		if (is_gapless(word))
			return true;
		if (name.ptr[at - 1] == '-' && name.ptr[at + word.len] == '-')
			return true;
	}
	return false;
}

static bool has_one_of(struct trk_str name, const char *words)
{
	struct trk_str list = trk_str_from(words);

	for (size_t at = 1; at < list.len;) {
		size_t end = trk_str_chr(list, ' ', at);
		if (has(name, trk_str_sub(list, at, end)))
			return true;
		at = end + 1;
	}
	return false;
}

static struct trk_str last_part(struct trk_str path)
{
	for (size_t i = path.len; i-- > 0;)
		if (path.ptr[i] == '/')
			return trk_str_sub(path, i + 1, path.len);
	return path;
}

/* Where the extension's dot is, or the length; a leading dot begins a hidden name, no extension. */
static size_t extension(struct trk_str name)
{
	for (size_t i = name.len; i-- > 1;)
		if (name.ptr[i] == '.')
			return i;
	return name.len;
}

bool trk_name_is_markdown(struct trk_str path)
{
	return trk_str_ends_nocase(path, TRK_LIT(".md")) ||
	       trk_str_ends_nocase(path, TRK_LIT(".markdown"));
}

bool trk_name_is_program(struct trk_str path)
{
	for (size_t i = path.len; i-- > 1 && path.ptr[i] != '/';) {
		if (path.ptr[i] != '.' || path.ptr[i - 1] == '/')
			continue;
		struct trk_str end = trk_str_sub(path, i, path.len);
		return !trk_str_eq_nocase(end, TRK_LIT(".md")) &&
		       !trk_str_eq_nocase(end, TRK_LIT(".txt")) &&
		       !trk_str_eq_nocase(end, TRK_LIT(".markdown"));
	}
	return false;
}

/* "status" or "todo" without an extension is a program as often as not; "TODO" is not. */
static bool is_text_name(struct trk_str name)
{
	size_t dot = extension(name);

	if (dot < name.len)
		return trk_name_is_markdown(name) || trk_str_ends_nocase(name, TRK_LIT(".txt"));
	for (size_t i = 0; i < name.len; i++)
		if ((name.ptr[i] >= 'A' && name.ptr[i] <= 'Z') ||
			(unsigned char)name.ptr[i] >= 0x80)
			return true;
	return false;
}

static bool in_memory_bank(struct trk_str path)
{
	size_t at = trk_str_find_nocase(path, TRK_LIT("memory-bank/"), 0);

	return trk_name_is_markdown(path) && at != TRK_NPOS && (at == 0 || path.ptr[at - 1] == '/');
}

bool trk_name_is_vendored(struct trk_str path)
{
	for (size_t at = 0, slash = 0; (slash = trk_str_chr(path, '/', at)) != TRK_NPOS;
		at = slash + 1) {
		struct trk_str part = trk_str_sub(path, at, slash);
		struct trk_str list = TRK_LIT(vendored);
		for (size_t i = 1; i < list.len;) {
			size_t end = trk_str_chr(list, ' ', i);
			if (trk_str_eq_nocase(part, trk_str_sub(list, i, end)))
				return true;
			i = end + 1;
		}
	}
	return false;
}

bool trk_name_is_tracker(struct trk_str path, const char **why)
{
	const bool program = trk_name_is_program(path);
	struct trk_str name = program ? path : last_part(path);
	struct trk_buf words;

	if (program || !is_text_name(name)) {
		*why = "it is neither Markdown nor plain text by its name";
		return false;
	}
	if (trk_name_is_vendored(path)) {
		*why = "it stands in a directory of vendored or generated files";
		return false;
	}
	if (in_memory_bank(path)) {
		*why = "it stands in a memory bank";
		return true;
	}
	*why = "its name does not speak of a tracker";
	trk_buf_init(&words);
	to_words(&words, trk_str_sub(name, 0, extension(name)));
	bool hit = false;
	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]) && !hit; i++) {
		hit = has_one_of(trk_buf_str(&words), says[i].words);
		if (hit)
			*why = says[i].why;
	}
	trk_buf_release(&words);
	return hit;
}
