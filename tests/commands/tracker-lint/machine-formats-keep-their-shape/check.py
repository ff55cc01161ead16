"""Are the reports what their readers take? sarif.json is our own wording of SARIF 2.1.0 as GitHub's
code scanning reads it; the patterns of concise are those of gcc's problem matchers."""
import json
import re
import sys
import xml.etree.ElementTree as xml

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
case = sys.argv[1]
schema = json.load(open(case + "/sarif.json"))


def check(value, rule, at="sarif"):
    rule = schema[rule["$ref"]] if "$ref" in rule else rule
    kind = TYPES.get(rule.get("type"))
    assert kind is None or isinstance(value, kind) and (kind is bool or not isinstance(value, bool)), f"{at}: {value!r}"
    assert "enum" not in rule or value in rule["enum"], f"{at}: {value!r}"
    assert "pattern" not in rule or re.search(rule["pattern"], value, re.S), f"{at}: {value!r}"
    size = len(value) if isinstance(value, list) else value
    assert "min" not in rule or size >= rule["min"], f"{at}: {value!r}"
    assert "max" not in rule or size <= rule["max"], f"{at}: {value!r}"
    for key in rule.get("required", []):
        assert key in value, f"{at} lacks {key}"
    if isinstance(value, dict):
        for key, part in value.items():
            assert key in rule["properties"], f"{at} has {key}"
            check(part, rule["properties"][key], f"{at}.{key}")
    if isinstance(value, list):
        for i, part in enumerate(value):
            check(part, rule["items"], f"{at}[{i}]")


sarif = json.load(open("r.sarif"))
check(sarif, schema)
run = sarif["runs"][0]
rules = run["tool"]["driver"]["rules"]
for result in run["results"]:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
silenced = [r["suppressions"][0]["justification"] for r in run["results"] if "suppressions" in r]
print("sarif:", len(run["results"]), "results, silenced:", silenced, "notified:",
      len(run["invocations"][0].get("toolExecutionNotifications", [])))
print("uris:", sorted({r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}))

report = json.load(open("r.json"))
lines = [json.loads(line) for line in open("r.jsonl")]
shown = [d for d in report["diagnostics"] if "suppressed" not in d]
assert [d["fingerprint"] for d in shown] == [d["fingerprint"] for d in lines]
assert report["summary"]["errors"] == sum(d["severity"] == "error" for d in shown)
for d in report["diagnostics"]:
    assert {"code", "name", "severity", "path", "location", "end_location", "message", "fix", "fingerprint"} <= set(d)
    assert "\n" not in d["message"]

gitlab = json.load(open("r.gitlab"))
assert len({g["fingerprint"] for g in gitlab}) == len(gitlab) == len(shown)
assert all(g["severity"] in ("info", "minor", "major", "critical") and "\n" not in g["description"] for g in gitlab)

suites = xml.parse("r.junit").getroot()
cases = suites.findall("./testsuite/testcase")
assert int(suites.get("tests")) == len(cases) == len({c.get("name") for c in cases})
assert int(suites.get("failures")) == len(suites.findall(".//failure"))
errors = xml.parse("r.checkstyle").getroot().findall("./file/error")
assert len(errors) == len(shown) and {e.get("severity") for e in errors} <= {"error", "warning", "info"}

# vim's errorformat "%f:%l:%c: %t%*[^:]: %m", VS Code's $gcc
gcc = re.compile(r"^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error|info|note):\s+(.*)$")
concise = open("r.concise").read().splitlines()
assert len(concise) == len(shown)
for line, d in zip(concise, shown):
    _, row, column, severity, _ = gcc.match(line).groups()
    assert (int(row), int(column), severity) == (d["location"]["line"], d["location"]["column"], d["severity"])

github = open("r.github").read().splitlines()
command = re.compile(r"^::(error|warning|notice) (\w+=[^,:]*)(,\w+=[^,:]*)*::.*$")
assert all(command.match(line) for line in github), github
print("agree:", len(shown), "findings in every format")
