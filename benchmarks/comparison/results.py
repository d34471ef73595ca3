"""The raw numbers, written after each case, so that nothing measured is lost."""

import json
import re

from comparison.contenders import HERE, WORK

MEASURED = HERE / "measured"


class Results:
    def __init__(self, keep, name="results.json"):
        self._file = WORK / name
        self._parts = json.loads(self._file.read_text()) if keep and self._file.exists() else {}

    def put(self, section, key, value):
        self._parts.setdefault(section, {})[key] = value
        self._file.write_text(json.dumps(self._parts, indent=1))

    def section(self, name):
        return self._parts.get(name, {})

    def publish(self):
        """Keeps the raw numbers in the repository, one file for each kind of processor."""
        processor = self._parts.get("machine", {}).get("processor", "unknown")
        file = MEASURED / (re.sub("[^a-z0-9]+", "-", processor.lower()).strip("-") + ".json")
        MEASURED.mkdir(exist_ok=True)
        file.write_text(json.dumps(self._parts, separators=(",", ":"), sort_keys=True) + "\n")
        return file
