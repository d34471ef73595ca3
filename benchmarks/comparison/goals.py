"""What the library promises, and whether it keeps it."""

from comparison import tables
from comparison.contenders import PEERS
from comparison.statistic import geometric_mean, times, to_faster_peer, to_tuned

LARGEST_MIDDLE = 0.85
MEAN_MIDDLE = 0.65
OVERHEAD = 0.02
TARGETS = 0.35
COLD_START = {"tf": 0.5, "captum": 0.8}
ALL_LAYERS = 1.3
METHODS = 0.6


def table(*measured):
    """A column for each processor: the worst ratio, and whether it will do."""
    columns = [{what: (goal, max(found)) for what, goal, found in _found(results) if found} for results in measured]
    goals = {what: goal for column in columns for what, (goal, _) in column.items()}
    rows = [
        [what, f"at most {goal:.2f}", *(_worst(column.get(what)) for column in columns)] for what, goal in goals.items()
    ]
    return tables.table(["what", "goal", *(f"{results.processor}, the worst" for results in measured)], rows)


def _worst(found):
    if found is None:
        return "–"
    goal, worst = found
    return f"{worst:.2f}, {'met' if worst <= goal else 'missed'}"


def _found(results):
    attributions = {key: times(millis) for key, millis in results.section("attributions").items()}
    middle = [found for key, found in attributions.items() if key.split()[1] == "middle"]
    ratios = [ratio for ratio in map(to_faster_peer, middle) if ratio is not None]
    tuned = [ratio for ratio in map(to_tuned, attributions.values()) if ratio is not None]
    costs, starts = results.section("costs").values(), results.section("starts").values()
    yield "middle layer to the faster peer, every model and batch", LARGEST_MIDDLE, ratios
    yield "middle layer to the faster peer, geometric mean", MEAN_MIDDLE, [geometric_mean(ratios)] if ratios else []
    yield "every layer to torch-compile", 1, tuned
    yield "overhead above the bare run, batch 8", OVERHEAD, [tables.overhead(found) for found in costs]
    for peer in PEERS:
        yield f"cold start, kept, to that of {peer}", COLD_START[peer], [tables.start_ratio(seconds, peer) for seconds in starts]
    ratios = [tables.methods_ratio(found["millis"]) for found in results.section("methods").values()]
    yield "integrated gradients, Grad-CAM, DeepLIFT, SmoothGrad, occlusion to captum", METHODS, [r for r in ratios if r is not None]
    many = results.section("targets").values()
    yield "100 targets to 100 calls of captum", TARGETS, [tables.targets_ratio(millis) for millis in many]
    layers = results.section("layers").values()
    yield "all layers of ResNet50 to the earliest alone", ALL_LAYERS, [tables.layers_ratio(millis) for millis in layers]
