"""Holds a model's explanations against TensorFlow's own gradients: python checks.py DIRECTORY, behind explain.py."""

import json
import sys
from pathlib import Path

import numpy as np

FLOOR = 1e-6  # of the model's largest gradient: what is smaller is made of rounding errors, and would be zero


def main():
    directory = Path(sys.argv[1])
    (directory / "checks.json").write_text(json.dumps(check(directory), indent=1))


def check(directory):
    import reference

    case = json.loads((directory / "case.json").read_text())
    explained = list(_explained(directory / "replies"))
    inputs = {name: np.load(directory / f"{name}.npy") for name in case["inputs"]}
    names = sorted({tensor["name"] for _, _, tensor, _ in explained})
    output = case["output"] or _only(directory)
    found = reference.Reference(str(directory / "model"), case["signature"])
    target = tuple(case["target"]) if isinstance(case["target"], list) else case["target"]
    expected = found.gradients(inputs, output, target, names)
    zeros = [layer for layer, _, tensor, _ in explained if not any(np.any(slope) for _, slope in expected[tensor["name"]])]
    return {
        "deviations": _deviations(explained, expected),
        "zeros": sorted(set(zeros)),
        "names": _names(directory, explained, expected),
    }


def _only(directory):
    signature = json.loads((directory / "preflight.json").read_text())
    return signature["layers"][0]["output"]


def _explained(replies):
    """Each layer of each reply: layer, mode, tensor, array."""
    for reply in sorted(replies.iterdir()):
        for layer in json.loads((reply / "attribution.json").read_text()).get("layers", []):
            for tensor in layer["tensors"]:
                yield layer["layer"] + ("" if layer["port"] == "output" else " (input)"), layer["mode"], tensor, np.load(reply / tensor["file"])


def _deviations(explained, expected):
    """By layer: the largest difference, as a part of the largest number. Of several tensors of one name the best counts."""
    worst = {}
    floor = FLOOR * max((np.max(np.abs(slope), initial=0) for pairs in expected.values() for _, slope in pairs), default=0)
    for layer, mode, tensor, actual in explained:
        pairs = [slope * value if mode == "global" else slope for value, slope in expected[tensor["name"]]]
        found = min(_deviation(actual, pair, floor) for pair in pairs)
        worst[layer] = max(worst.get(layer, 0.0), found)
    return worst


def _deviation(actual, expected, floor):
    actual, expected = np.asarray(actual, np.float64), np.asarray(expected, np.float64)
    if actual.shape != expected.shape or not np.array_equal(np.isfinite(actual), np.isfinite(expected)):
        return float("inf")
    finite = np.isfinite(expected)
    difference = np.max(np.abs(actual - expected), where=finite, initial=0)
    scale = np.max(np.abs(expected), where=finite, initial=0)
    scale = max(scale, floor)
    return float(difference / scale) if scale else float(difference)


def _names(directory, explained, expected):
    """Whether the layers' tensors hold what layers of these names gave in the live model."""
    path = directory / "layers.npz"
    if not path.exists():
        return None
    live = np.load(path)
    if not _same_model(directory, live):
        return None
    by_path = {}
    for key in live.files:
        by_path.setdefault(key.rsplit("#", 1)[0], []).append(key)
    result = {"checked": 0, "unknown": [], "wrong": []}
    for layer, tensors in _outputs(explained).items():
        keys = _keys(layer, by_path)
        if not keys:
            result["unknown"].append(layer)
            continue
        result["checked"] += 1
        values = [np.asarray(live[key]) for key in keys]
        if not all(_any_close(expected[name], values) for name in tensors):
            result["wrong"].append(layer)
    return result


def _same_model(directory, live):
    """Some models compute something else once they are exported, and random ones each time."""
    prediction = np.load(directory / "replies" / "all" / "prediction.npy")
    return any(_close(prediction, live[key]) for key in live.files)


def _outputs(explained):
    found = {}
    for layer, _, tensor, _ in explained:
        if not layer.endswith(" (input)"):
            found.setdefault(layer, set()).add(tensor["name"])
    return found


def _keys(layer, by_path):
    """Arrays of the live layers that a layer's name can mean; of a numbered call those of that call alone."""
    name, _, number = layer.partition("#")
    ends = [p for p in by_path if p == name] or [p for p in by_path if p.endswith("/" + name) or name.endswith("/" + p)]
    keys = [key for end in ends for key in by_path[end]]
    return [k for k in keys if not number or k.rsplit("#", 1)[1].split(":")[0] == number]


def _any_close(pairs, values):
    return any(_close(value, live) for value, _ in pairs for live in values)


def _close(value, live):
    if value.shape != live.shape:
        return False
    return bool(np.allclose(value, live, atol=1e-3 * max(np.max(np.abs(live), initial=0), 1e-6), equal_nan=True))


if __name__ == "__main__":
    main()
