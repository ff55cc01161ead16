#!/usr/bin/env python3
"""Runs the steps of a composite action as a runner does. Usage: action.py DIRECTORY [INPUT=VALUE...]

The event is in the file that GITHUB_EVENT_PATH names; what a step writes to GITHUB_PATH holds for the next one.
"""
import json, os, re, subprocess, sys, tempfile
import yaml

directory, given = sys.argv[1], dict(word.split("=", 1) for word in sys.argv[2:])
with open(os.path.join(directory, "action.yml"), encoding="utf-8") as file:
    action = yaml.safe_load(file)
with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as file:
    github = {"action_path": directory, "event": json.load(file)}
unknown = set(given) - set(action["inputs"])
if unknown:
    sys.exit(f"the action has no input {unknown}")
inputs = {name: given.get(name, what.get("default", "")) for name, what in action["inputs"].items()}


def value(expression):
    """inputs.x, github.x.y, x == 'y': what our action uses."""
    left, _, right = (part.strip() for part in expression.partition("=="))
    found = {"inputs": inputs, "github": github}
    for part in left.split("."):
        found = found.get(part, {}) if isinstance(found, dict) else {}
    found = "" if found == {} else found
    return found == right.strip("'") if right else str(found)


def filled(text):
    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda match: value(match.group(1)), str(text))


for step in action["runs"]["steps"]:
    if "if" in step and not value(step["if"]):
        continue
    if step["shell"] != "bash":
        sys.exit(f"a shell that is not known here: {step['shell']}")
    env = {**os.environ, **{name: filled(text) for name, text in step.get("env", {}).items()}}
    with open(os.environ["GITHUB_PATH"], encoding="utf-8") as file:
        env["PATH"] = ":".join([*reversed(file.read().split()), env["PATH"]])
    with tempfile.NamedTemporaryFile("w", suffix=".sh") as script:
        script.write(filled(step["run"]))
        script.flush()
        status = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script.name], env=env, check=False).returncode
    if status != 0:
        sys.exit(status)
