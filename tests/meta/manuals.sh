#!/bin/sh
# The manuals and the completions that are installed: what their own readers say of them, and that they know
# every option. Usage: manuals.sh STAGE
# shellcheck source=tests/meta/tap.sh
. "$(dirname "$0")/tap.sh"
share=$1/share bin=$1/bin
need mandoc mandoc
need bash bash
need zsh zsh
need fish fish
tools='tracker-lint tracker-gate tracker-append'

# The Xr of our own pages are looked up in the system's manual, where they need not be.
complaints() { mandoc -T lint -W style "$1" 2>&1 | grep -vE 'referenced manual not found|outdated mandoc\.db'; }

options() { "$bin/$1" --help | sed -nE 's/^  (-.,|   ) --([a-z-]+).*/\2/p'; }

# unknown TOOL FILE: options that the file does not name. roff writes its hyphens as \-.
unknown() {
	sed 's/\\-/-/g' "$2" >"$work/text"
	options "$1" | while read -r option; do
		grep -qE -- "(-l |--|-)$option([^a-z-]|\$)" "$work/text" || echo "$2 does not know --$option"
	done
}

# The keys that the configuration takes, from the sentence about a wrong one.
keys() {
	for section in 'tracker "x"' 'rule "placeholder"' placeholder append; do
		printf '[%s]\n\tnosuchkey = 1\n' "$section" >"$work/config"
		echo x | "$bin/tracker-lint" --config "$work/config" --stdin-filename x.md - 2>&1 |
			sed -n 's/.*\] takes //p' | sed 's/,/ /g; s/ or / /g'
	done
}

undescribed() {
	for key in $(keys); do
		grep -qE "^\.It Cm $key\$" "$share/man/man5/trackerconfig.5" || echo "trackerconfig.5 does not have $key"
	done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for tool in $tools; do
	page=$share/man/man1/$tool.1
	verdict "mandoc has nothing to say of $tool(1)" "$(complaints "$page")"
	verdict "$tool(1) has every option" "$(unknown "$tool" "$page")"
	bash=$share/bash-completion/completions/$tool zsh=$share/zsh/site-functions/_$tool
	fish=$share/fish/vendor_completions.d/$tool.fish
	holds "bash reads the completion of $tool" bash -n "$bash"
	holds "zsh reads the completion of $tool" zsh -n "$zsh"
	holds "fish reads the completion of $tool" fish -n "$fish"
	verdict "the completions of $tool know every option" \
		"$(for file in "$bash" "$zsh" "$fish"; do unknown "$tool" "$file"; done)"
done
verdict "an example keeps its quotes" "$(mandoc -O width=200 -T utf8 "$share/man/man1/tracker-append.1" |
	grep -q ' -m "Board B is corrected\."$' || echo "it does not")"
verdict "mandoc has nothing to say of trackerconfig(5)" "$(complaints "$share/man/man5/trackerconfig.5")"
verdict "the configuration has keys" "$([ "$(keys | wc -w)" -gt 10 ] || keys)"
verdict "trackerconfig(5) has every key" "$(undescribed)"
verdict "bash completes an option" "$(bash -c ". '$share/bash-completion/completions/tracker-gate'
	COMP_WORDS=(tracker-gate --doc) COMP_CWORD=1; _tracker_gate; [ \"\${COMPREPLY[*]}\" = --doctor ] || echo \"\${COMPREPLY[*]}\"")"
verdict "fish completes a value" "$(fish -c "source '$share/fish/vendor_completions.d/tracker-lint.fish'
	complete -C 'tracker-lint --explain stamp-beh'" | grep -q '^stamp-behind' || echo "it does not")"
finish
