"""Reads lines of JSON {properties, resources}; answers with the resources filled from java.util.Properties and parsed.

The reader of properties is written from the documentation of java.util.Properties.load, and knows nothing of uegen's.
"""
import json
import re
import sys

import yaml


def load(text):
    values = {}
    lines = re.split(r"\r\n|\r|\n", text)
    while lines:
        line = lines.pop(0).lstrip(" \t\f")
        if not line or line[0] in "#!":
            continue
        while len(re.search(r"\\*$", line).group()) % 2:
            line = line[:-1] + (lines.pop(0).lstrip(" \t\f") if lines else "")
        end = 0
        while end < len(line) and line[end] not in "=: \t\f":
            end += 2 if line[end] == "\\" else 1
        rest = line[end:].lstrip(" \t\f")
        if rest[:1] in ("=", ":"):
            rest = rest[1:].lstrip(" \t\f")
        values[unescape(line[:end])] = unescape(rest)
    return values


def unescape(text):
    def one(match):
        escape = match.group(1)
        if escape[0] == "u":
            return chr(int(escape[1:], 16))
        return {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}.get(escape, escape)

    text = re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", one, text, flags=re.S)
    # Java's strings are UTF-16.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def filled(text, values):
    return re.sub(r"@([A-Za-z0-9._-]+)@", lambda found: values.get(found.group(1), found.group()), text)


for request in map(json.loads, sys.stdin):
    try:
        values = load(request["properties"])
        answer = {
            source: list(yaml.safe_load_all(filled(text, values))) for source, text in request["resources"].items()
        }
    except Exception as error:  # pylint: disable=broad-except
        answer = {"error": "%s: %s" % (type(error).__name__, error)}
    print(json.dumps(answer, default=str))
