"""Reads lines of JSON {id, reader, text} on stdin; answers lines of {id, data} as the named reader sees the text."""
import json
import sys
import tomllib

import yaml


def pyyaml(text):
    return yaml.safe_load(text)


def ansible(text):
    from ansible.parsing.dataloader import DataLoader

    return DataLoader().load(text)


READERS = {"pyyaml": pyyaml, "ansible": ansible, "toml": tomllib.loads}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"data": READERS[request["reader"]](request["text"])}
    except Exception as error:  # pylint: disable=broad-except
        answer = {"error": type(error).__name__ + ": " + str(error)}
    print(json.dumps({"id": request["id"], **answer}, default=str))
