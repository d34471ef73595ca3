"""Contenders take turns: whatever else the machine does falls on all of them."""

import statistics
import sys
import time

from comparison.contenders import LIBRARY
from comparison.process import ContenderFailed

SAME = 3e-3  # of the sum of all sizes; rounding flips some ReLUs
_PAUSE = 0.05  # threads of the one before go to sleep


class Rounds:
    def __init__(self, count, seconds):
        self._count = count
        self._seconds = seconds

    def measure(self, contenders, case):
        """By contender, the milliseconds of each run, round by round; without those that failed."""
        ready = self._prepare(contenders, case)
        runs = {contender: self._warm_up(contender) for contender in ready}
        millis = {contender.name: [] for contender in ready}
        for _ in range(self._count):
            for contender in ready:
                time.sleep(_PAUSE)
                millis[contender.name].append(contender.ask(do="measure", runs=runs[contender])["millis"])
        return millis

    def _prepare(self, contenders, case):
        for contender in contenders:
            contender.send(**case.question())
        replies = {}
        for contender in contenders:
            try:
                replies[contender] = contender.receive()
            except ContenderFailed as failure:
                print(f"  {failure}", file=sys.stderr)
        _hold_together(replies, case)
        return list(replies)

    def _warm_up(self, contender):
        """How many runs fill a round."""
        contender.ask(do="measure", runs=1)
        (millis,) = contender.ask(do="measure", runs=1)["millis"]
        enough = max(2, min(50, int(1e3 * self._seconds / millis)))
        millis = statistics.median(contender.ask(do="measure", runs=enough)["millis"])
        return max(1, min(100, round(1e3 * self._seconds / millis)))


def _hold_together(replies, case):
    """What computes something else is no contender."""
    references = [reply for contender, reply in replies.items() if contender.name != LIBRARY] or list(replies.values())
    if not references:
        return
    expected = references[0]
    for contender, reply in replies.items():
        off = max(abs(reply[sum_] - expected[sum_]) for sum_ in ("sum", "size")) / expected["size"]
        if not off <= SAME:
            raise ContenderFailed(f"{contender.name} computes something else for {case.key}: off by {off:.1e}")
