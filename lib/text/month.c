/* SPDX-License-Identifier: MIT */
/* One table of month names, in lower case. */
#include "text/month.h"

#include "text/utf8.h"

#define MAX_NAME 24 /* bytes; the longest is Russian or Polish, of up to 12 letters */

enum { ENGLISH, GERMAN = 3 };

/* A style that lacks a name takes that of the nearest style above it. Where languages share a name
 * the first one wins. */
static const char *const names[TRK_MONTH_STYLES][12] = {
	[ENGLISH] = {"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december"},
	{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
	{[8] = "sept"},
	[GERMAN] = {"januar", "februar", "märz", "april", "mai", "juni", "juli", "august",
		"september", "oktober", "november", "dezember"},
	{"jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"},
	{"jänner", "feber", "maerz"},
	{[2] = "mrz", [8] = "sept"},
	/* French */
	{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
		"octobre", "novembre", "décembre"},
	{"janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"},
	{[1] = "fevrier", [7] = "aout", [11] = "decembre"},
	/* Spanish */
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
		"octubre", "noviembre", "diciembre"},
	{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
	{[8] = "setiembre"},
	/* Portuguese */
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
		"outubro", "novembro", "dezembro"},
	{"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
	/* Italian */
	{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
		"settembre", "ottobre", "novembre", "dicembre"},
	{"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
	/* Dutch */
	{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
		"oktober", "november", "december"},
	{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
	/* Polish */
	{"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
		"września", "października", "listopada", "grudnia"},
	{"styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień",
		"wrzesień", "październik", "listopad", "grudzień"},
	{"sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"},
	/* Russian */
	{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
		"октября", "ноября", "декабря"},
	{"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
		"октябрь", "ноябрь", "декабрь"},
	{"янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},
	{[8] = "сент"},
	/* Ukrainian */
	{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
		"жовтня", "листопада", "грудня"},
	/* Czech */
	{"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září",
		"října", "listopadu", "prosince"},
	/* Swedish */
	{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
		"oktober", "november", "december"},
	/* Turkish */
	{"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim",
		"kasım", "aralık"},
	/* Indonesian */
	{"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
		"oktober", "november", "desember"},
};

/* Short forms that are ordinary words of English prose. */
static const char *const words[] = {"set", "out", "ago", "gen", "mag", "lip", "lis", "sty", "mars"};

static bool is_word(const char *name)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (trk_str_eq(trk_str_from(words[i]), trk_str_from(name)))
			return true;
	return false;
}

static bool letter_at(struct trk_str s, size_t at)
{
	uint32_t code;

	return trk_utf8_decode(s, at, &code) != 0 && trk_utf8_is_letter(code);
}

/* What follows the first letter of the names: nearly every word is no month. */
static bool may_be_month(struct trk_str s)
{
	static const char *const behind[26] = {"br go gu ou pr ra ug vr", "", "ze",
		"ec es ez ic ub", "ki ne yl", "eb ev", "en iu ru", "az", "", "an ui ul un", "as wi",
		"ed ip is ug ut", "aa ae ag ai aj ar ay ei rt rz", "is ov", "ca ct kt tt ut", "ro",
		"", "", "ep et ie rp ty", "em", "", "", "rz", "", "", ""};

	if (s.len < 3)
		return false;
	char a = trk_lower(s.ptr[0]), b = trk_lower(s.ptr[1]), c = trk_lower(s.ptr[2]);
	if ((unsigned char)a >= 0x80) /* no name begins with a character of three bytes */
		return (unsigned char)a < 0xE0;
	if (a < 'a' || a > 'z')
		return false;
	if ((unsigned char)b >= 0x80 || (unsigned char)c >= 0x80)
		return true;
	for (const char *p = behind[a - 'a']; *p; p += p[2] ? 3 : 2)
		if (p[0] == b && p[1] == c)
			return true;
	return false;
}

/* Cheap look at the first two bytes of one name. */
static bool may_start(struct trk_str s, const char *name)
{
	for (size_t i = 0; i < 2; i++) {
		bool have = (unsigned char)s.ptr[i] < 0x80, want = (unsigned char)name[i] < 0x80;
		if (have != want && i == 0)
			return false;
		if (have && want && trk_lower(s.ptr[i]) != name[i])
			return false;
	}
	return true;
}

bool trk_month_at(struct trk_str s, size_t at, struct trk_month *out)
{
	struct trk_str rest = trk_str_sub(s, at, at + MAX_NAME + 4);

	if (!may_be_month(rest))
		return false;
	for (unsigned style = 0; style < TRK_MONTH_STYLES; style++) {
		for (int month = 1; month <= 12; month++) {
			const char *name = names[style][month - 1];
			if (!name || !may_start(rest, name))
				continue;
			size_t len = trk_utf8_starts_folded(rest, trk_str_from(name));
			if (len == 0 || letter_at(s, at + len))
				continue;
			*out = (struct trk_month){.month = month,
				.style = style,
				.needs_day = is_word(name),
				.len = len};
			return true;
		}
	}
	return false;
}

bool trk_month_before(struct trk_str s, size_t end, struct trk_month *out)
{
	size_t start = end;
	uint32_t code = 0;

	while (end - start <= MAX_NAME) {
		size_t len = trk_utf8_before(s, start, &code);
		if (len == 0 || !trk_utf8_is_letter(code))
			break;
		start -= len;
	}
	if (start == end || end - start > MAX_NAME)
		return false;
	if (start > 0 && (trk_is_digit(s.ptr[start - 1]) || s.ptr[start - 1] == '_'))
		return false;
	return trk_month_at(trk_str_sub(s, 0, end), start, out) && out->len == end - start;
}

unsigned trk_month_style_dotted(unsigned style, int month)
{
	for (unsigned other = GERMAN; style < GERMAN && other < GERMAN + 2; other++) {
		const char *name = names[other][month - 1];
		if (trk_str_eq(trk_str_from(name), trk_str_from(trk_month_name(style, month))))
			return other;
	}
	return style;
}

const char *trk_month_name(unsigned style, int month)
{
	while (!names[style][month - 1])
		style--;
	return names[style][month - 1];
}
