"""Whether the library became slower, in some minutes: its ratios to the faster peer beside those of the last page."""

import math
import re
from dataclasses import dataclass

from comparison import machine, tables
from comparison.contenders import LIBRARY, PEERS
from comparison.statistic import geometric_mean, times, to_faster_peer

LAYERS, BATCHES, ROUNDS = ("middle",), (1, 8), 7
CONTENDERS = (LIBRARY, *PEERS)
SLOWER = 1.10  # one row; the machine's noise is added
MEAN_SLOWER = 1.05  # all rows together

_ROW = re.compile(r"^\| (\S+ (?:early|middle|last) \d+) \|.*\| ([\d.]+) \| [\d.–]+ \|$", re.MULTILINE)
_PROCESSOR = re.compile(r"^\| processor \| (.*) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    key: str
    before: float
    now: float
    noise: float

    @property
    def change(self):
        return self.now / self.before

    @property
    def slower(self):
        return self.change > SLOWER + self.noise


def part(page):
    """What the page says of a processor like this one; of the first where there is none."""
    parts = page.split("\n### Machine\n")
    of_this = [text for text in parts if f"| processor | {machine.processor()} |" in text]
    return (of_this or parts)[0]


def rows(attributions, page):
    """What was measured now and is in the page, too."""
    before = {key: float(ratio) for key, ratio in _ROW.findall(page)}
    found = {key: times(millis) for key, millis in attributions.items() if key in before}
    return [
        Row(key, before[key], to_faster_peer(measured), _noise(measured))
        for key, measured in found.items()
        if to_faster_peer(measured) is not None
    ]


def _noise(found):
    """Half the distance of the quartiles, of the library and of the faster peer, as a part of the ratio."""
    faster = min((found[name] for name in PEERS if name in found), key=lambda time: time.median)
    return math.hypot(*(time.spread / 2 / time.median for time in (found[LIBRARY], faster)))


def table(compared):
    cells = [
        [row.key, f"{row.before:.2f}", f"{row.now:.2f} ± {row.now * row.noise:.2f}", f"{row.change:.2f}", "slower" if row.slower else ""]
        for row in compared
    ]
    return tables.table(["model, layer, batch", "ratio in the page", "now", "change", ""], cells)


def verdict(compared, page):
    """In words, and whether it is good."""
    if not compared:
        return "Nothing that was measured is in the page.", False
    mean = geometric_mean(row.change for row in compared)
    slower = [row.key for row in compared if row.slower]
    good = mean <= MEAN_SLOWER and not slower
    words = [f"{'No slower' if good else 'SLOWER'}: the ratio to the faster peer is {mean:.2f} of that in the page (geometric mean of {len(compared)} rows)."]
    if slower:
        words.append(f"More than {SLOWER - 1:.0%} above it, beyond the noise: {', '.join(slower)}.")
    measured = _PROCESSOR.search(page)
    if measured and measured[1] != machine.processor():
        words.append(f"The page was measured on another processor, {measured[1]}; ratios differ between them.")
    return " ".join(words), good
