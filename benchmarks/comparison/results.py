"""The raw numbers, written after each case, so that nothing measured is lost."""

import json

from comparison.contenders import WORK

FILE = WORK / "results.json"


class Results:
    def __init__(self, keep):
        self._parts = json.loads(FILE.read_text()) if keep and FILE.exists() else {}

    def put(self, section, key, value):
        self._parts.setdefault(section, {})[key] = value
        FILE.write_text(json.dumps(self._parts, indent=1))

    def section(self, name):
        return self._parts.get(name, {})
