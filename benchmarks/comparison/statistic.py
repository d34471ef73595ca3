"""Medians, spreads and ratios."""

import math
import statistics
from dataclasses import dataclass

from comparison.contenders import LIBRARY, PEERS, TUNED


@dataclass(frozen=True)
class Time:
    """`spread` is the distance of the quartiles of the rounds' medians."""

    median: float
    spread: float


def times(millis):
    """By contender, from runs by rounds."""
    return {name: time(rounds) for name, rounds in millis.items()}


def time(rounds):
    medians = [statistics.median(runs) for runs in rounds]
    spread = 0.0
    if len(medians) > 1:
        low, _, high = statistics.quantiles(medians, n=4, method="inclusive")
        spread = high - low
    return Time(statistics.median(medians), spread)


def to_faster_peer(found):
    """The library's time as a part of the faster peer's, if both were measured."""
    peers = [found[name].median for name in PEERS if name in found]
    return found[LIBRARY].median / min(peers) if peers and LIBRARY in found else None


def to_tuned(found):
    return found[LIBRARY].median / found[TUNED].median if TUNED in found and LIBRARY in found else None


def geometric_mean(ratios):
    ratios = [ratio for ratio in ratios if ratio is not None]
    return math.exp(statistics.fmean(map(math.log, ratios))) if ratios else None
