#!/bin/bash
# Makes docs/refused.svg, what tracker-gate says in a terminal, from the real output. Usage: picture.sh STAGE > FILE
set -euo pipefail
stage=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PATH=$stage/bin:$PATH GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 TZ=UTC FORCE_COLOR=1
export TRACKER_NOW=2026-01-15T12:00:00Z HOME=$work
for name in AUTHOR COMMITTER; do
	export "GIT_${name}_NAME=You" "GIT_${name}_EMAIL=you@example.org" "GIT_${name}_DATE=2026-01-14T12:00:00Z"
done
git init -q -b main repo && cd repo
tracker-gate --install-hooks >/dev/null
printf '# Work log\n\nThis log is append-only.\n\n## 2026-01-10 Probe\n\n- It answers.\n\n## 2026-01-12 Filter\n\n- Cut at 3 kHz.\n' >WORKLOG.md
git add . && git commit -q -m 'Start the log'
printf '# Work log\n\nThis log is append-only.\n\n## 2026-01-12 Filter\n\n- Cut at 5 kHz.\n\n## 2026-01-14 Housing\n\n- All done.\n' >WORKLOG.md
{
	printf '\033[2m$\033[0m git commit -a -m "Update the log"\n'
	git commit -a -m 'Update the log' 2>&1 || :
	printf '\033[2m$\033[0m tracker-append --restore WORKLOG.md\n'
	tracker-append --restore WORKLOG.md 2>&1
	printf '\033[2m$\033[0m git commit -q -a -m "Update the log" && grep "^##" WORKLOG.md\n'
	git commit -q -a -m 'Update the log' 2>&1 && grep --color=never '^##' WORKLOG.md
} >"$work/said"

# Colours that can be read on a dark ground; a line of text is a <text>, a run of one colour a <tspan>.
python3 - "$work/said" <<'PY'
import html, re, sys
fill = {"1;31": "#ff7b72", "1;35": "#d2a8ff", "1;34": "#79c0ff", "2": "#8b949e", "1": "#f0f6fc"}
lines = open(sys.argv[1], encoding="utf-8").read().rstrip("\n").split("\n")
width = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines) * 7.85 + 32
print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{len(lines) * 19 + 30}" '
      'font-family="ui-monospace, DejaVu Sans Mono, monospace" font-size="13">')
print("<title>A commit that loses entries is refused, and the entries come back</title>")
print('<rect width="100%" height="100%" rx="8" fill="#0d1117"/>')
for row, line in enumerate(lines):
    code, spans = "", []
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            code = part[2:-1]
        elif part:
            bold = ' font-weight="bold"' if code.startswith("1") else ""
            spans.append(f'<tspan fill="{fill.get(code, "#c9d1d9")}"{bold}>{html.escape(part)}</tspan>')
    print(f'<text x="16" y="{row * 19 + 28}" xml:space="preserve">{"".join(spans)}</text>')
print("</svg>")
PY
