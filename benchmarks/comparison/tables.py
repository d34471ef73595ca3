"""The page's tables, as Markdown."""

import statistics

from comparison.contenders import KEPT, LIBRARY, NAMES, PEERS
from comparison.statistic import geometric_mean, time, times, to_faster_peer, to_tuned
from comparison.together import TARGETS

_METHODS = (LIBRARY, "captum")


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def attributions(section):
    head = ["model, layer, batch", *(f"{name}, ms" for name in NAMES), "ratio to the faster peer", "to torch-compile"]
    rows = []
    for key, millis in section.items():
        found = times(millis)
        cells = [_time(found.get(name)) for name in NAMES]
        rows.append([key, *cells, _ratio(to_faster_peer(found)), _ratio(to_tuned(found))])
    return table(head, rows)


def methods(section):
    head = ["method", "model", "batch", *(f"{name}, ms" for name in _METHODS), "ratio"]
    head += [f"peak {name}, MiB" for name in _METHODS]
    rows = []
    for key, found in section.items():
        cells = [_time(times(found["millis"]).get(name)) for name in _METHODS]
        memory = [f"{found['peaks'][name]:.0f}" for name in _METHODS]
        rows.append([*key.split(" | "), *cells, _ratio(methods_ratio(found["millis"])), *memory])
    return table(head, rows)


def methods_ratio(millis):
    return to_faster_peer(times(millis))


def means(section):
    rows = []
    for depth in ("early", "middle", "last"):
        found = [times(millis) for key, millis in section.items() if key.split()[1] == depth]
        ratios = [ratio for ratio in map(to_faster_peer, found) if ratio is not None]
        if ratios:
            tuned = geometric_mean(map(to_tuned, found))
            rows.append([depth, _ratio(geometric_mean(ratios)), _ratio(max(ratios)), _ratio(tuned)])
    return table(["layer", "geometric mean", "largest", "to torch-compile, geometric mean"], rows)


def costs(section, peaks):
    head = [
        "model", "load, ms", "plan, ms", "first run, ms", "forward, ms", "bare run, ms", "attribution, ms", "overhead",
        "heap per call, KiB", *(f"peak {name}, MiB" for name in (LIBRARY, *PEERS)),
    ]  # fmt: skip
    rows = []
    for model, found in section.items():
        single = [f"{found[key]:.0f}" for key in ("loadMillis", "planMillis", "firstRunMillis")]
        medians = [f"{statistics.median(found[key]):.1f}" for key in ("forward", "session", "attribution")]
        memory = [f"{peaks[model][name]:.0f}" for name in (LIBRARY, *PEERS)]
        rows.append([model, *single, *medians, _percent(overhead(found)), f"{found['allocatedBytes'] / 1024:.0f}", *memory])
    return table(head, rows)


def overhead(found):
    return statistics.median(found["attribution"]) / statistics.median(found["session"]) - 1


def starts(section):
    rows = []
    for model, seconds in section.items():
        medians = [statistics.median(seconds[name]) for name in (LIBRARY, KEPT, *PEERS)]
        rows.append([model, *(f"{median:.2f}" for median in medians), *(_ratio(start_ratio(seconds, p)) for p in PEERS)])
    columns = [*(f"{name}, s" for name in (LIBRARY, KEPT, *PEERS)), *(f"{KEPT.split()[-1]} to {name}" for name in PEERS)]
    return table(["model", *columns], rows)


def start_ratio(seconds, peer):
    return statistics.median(seconds[KEPT]) / statistics.median(seconds[peer])


def targets(section):
    rows = []
    for model, millis in section.items():
        single = time(millis["captum"])
        rows.append(
            [model, _time(time(millis[LIBRARY])), f"{TARGETS * single.median:.0f}", _ratio(targets_ratio(millis))]
        )
    return table(["model", f"{TARGETS} targets in one call, ms", f"{TARGETS} calls of captum, ms", "ratio"], rows)


def targets_ratio(millis):
    return time(millis[LIBRARY]).median / (TARGETS * time(millis["captum"]).median)


def layers(section):
    rows = [
        [batch, _time(time(millis["all"])), _time(time(millis["earliest"])), _ratio(layers_ratio(millis))]
        for batch, millis in section.items()
    ]
    return table(["batch", "all layers, ms", "the earliest alone, ms", "ratio"], rows)


def layers_ratio(millis):
    return time(millis["all"]).median / time(millis["earliest"]).median


def _time(found):
    return "–" if found is None else f"{found.median:.1f} ± {found.spread / 2:.1f}"


def _ratio(ratio):
    return "–" if ratio is None else f"{ratio:.2f}"


def _percent(part):
    return f"{100 * part:.1f} %"
