"""Contenders take turns: whatever else the machine does falls on all of them."""

import statistics
import sys
import time

from comparison.process import ContenderFailed

SAME = 3e-3  # of the sum of all sizes; rounding flips some ReLUs
_PAUSE = 0.05  # threads of the one before go to sleep
_MOST_RUNS = 100


class Rounds:
    def __init__(self, count, seconds):
        self._count = count
        self._seconds = seconds

    def measure(self, questions, tolerance=None):
        """By contender, the milliseconds of each run, round by round; without those that failed.

        `questions` says for each contender what it prepares; those that prepare the same must compute the same, up to
        `tolerance`.
        """
        ready = _prepare(questions, tolerance or SAME)
        runs = {contender: self._warm_up(contender) for contender in ready}
        millis = {contender.name: [] for contender in ready}
        for _ in range(self._count):
            for contender in ready:
                time.sleep(_PAUSE)
                millis[contender.name].append(contender.ask(do="measure", runs=runs[contender])["millis"])
        return millis

    def _warm_up(self, contender):
        """How many runs fill a round."""
        contender.ask(do="measure", runs=1)
        (millis,) = contender.ask(do="measure", runs=1)["millis"]
        millis = statistics.median(contender.ask(do="measure", runs=self._filling(millis, 2))["millis"])
        return self._filling(millis, 1)

    def _filling(self, millis, least):
        return max(least, min(_MOST_RUNS, round(1e3 * self._seconds / millis)))


def _prepare(questions, tolerance):
    """All at once, as nothing is timed yet."""
    for contender, question in questions.items():
        contender.send(do="prepare", **question)
    replies = {}
    for contender in questions:
        try:
            replies[contender] = contender.receive()
        except ContenderFailed as failure:
            print(f"  {failure}", file=sys.stderr)
    _hold_together(replies, questions, tolerance)
    return list(replies)


def _hold_together(replies, questions, tolerance):
    """What computes something else is no contender."""
    comparable = {c: reply for c, reply in replies.items() if questions[c] == next(iter(questions.values()))}
    for contender, reply in comparable.items():
        expected = next(iter(comparable.values()))
        off = max(abs(reply[part] - expected[part]) for part in ("sum", "size")) / expected["size"]
        if not off <= tolerance:
            raise ContenderFailed(f"{contender.name} computes something else: off by {off:.1e}, {questions[contender]}")
