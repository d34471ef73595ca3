"""The raw numbers, written after each case, so that nothing measured is lost."""

import json
import re

from comparison.contenders import HERE, WORK
from comparison.order import RANKS, rows

MEASURED = HERE / "measured"


class Results:
    def __init__(self, keep, name="results.json"):
        self._file = WORK / name
        self._parts = _read(self._file) if keep and self._file.exists() else {}

    def put(self, section, key, value):
        self._parts.setdefault(section, {})[key] = value
        self._file.write_text(json.dumps(self._parts, indent=1))

    def section(self, name):
        found = self._parts.get(name, {})
        return rows(found, RANKS[name]) if name in RANKS else found

    @property
    def processor(self):
        return self.section("machine").get("processor", "unknown")

    def others(self):
        """What was measured on other kinds of processors."""
        files = sorted(MEASURED.glob("*.json"))
        return [Results(keep=True, name=file) for file in files if file != self._published()]

    def _published(self):
        return MEASURED / (re.sub("[^a-z0-9]+", "-", self.processor.lower()).strip("-") + ".json")

    def publish(self):
        """Keeps the raw numbers in the repository, one file for each kind of processor."""
        file = self._published()
        MEASURED.mkdir(exist_ok=True)
        file.write_text(json.dumps(self._parts, separators=(",", ":"), sort_keys=True) + "\n")
        return file


def _read(file):
    return json.loads(file.read_text())
