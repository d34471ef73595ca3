"""Explains published networks layer by layer, and holds every layer against tf.GradientTape.

    python sweep.py make DIR [NAME ...]      exports networks, writes requests and what they must give
    python sweep.py compare DIR [NAME ...]   after ./attributable explain; fails if a layer is off
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

TOLERANCE = 2e-4  # of a layer's largest number
TARGET = 3
LAYERS_A_REQUEST = 16


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["make", "compare"])
    parser.add_argument("directory", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    if arguments.command == "make":
        _make_all(arguments.directory, arguments.names)
    else:
        sys.exit(not _compare_all(arguments.directory, arguments.names))


def _make_all(directory, names):
    import networks

    for name in names or networks.SIZES:
        print(name, flush=True)
        _make(directory / name, *networks.build(name))


def _make(directory, model, images):
    directory.mkdir(parents=True, exist_ok=True)
    model.export(str(directory / "model"), verbose=False)
    np.save(directory / "images.npy", images)
    gradients, activations = _gradients(model, images)
    expected = directory / "expected"
    expected.mkdir(exist_ok=True)
    for layer in gradients:
        np.save(expected / f"{layer}.npy", gradients[layer] * activations[layer])
    _write_requests(directory, model.inputs[0].name, list(gradients))


def _write_requests(directory, name, layers):
    parts = [layers[i : i + LAYERS_A_REQUEST] for i in range(0, len(layers), LAYERS_A_REQUEST)]
    with (directory / "requests.jsonl").open("w") as file:
        for number, part in enumerate(parts):
            request = {"id": f"part-{number}", "layers": part, "inputs": {name: "images.npy"}, "target": TARGET}
            file.write(json.dumps(request) + "\n")


def _gradients(model, images):
    """By layer: the gradient of the target, and the activation. Layers that hand on what they take are left out."""
    import keras
    import tensorflow as tf

    layers = [layer for layer in model.layers if not any(layer.output is x for x in _inputs(layer))]
    taps = keras.Model(model.inputs, [model.outputs[0], *(layer.output for layer in layers)])
    image = tf.constant(images)
    with tf.GradientTape() as tape:
        tape.watch(image)
        logits, *outputs = taps(image, training=False)
        score = tf.reduce_sum(logits[:, TARGET])
    found = {}
    taken = {id(image)}
    for layer, output in zip(layers, outputs):
        if id(output) not in taken:  # such as dropout, which does nothing here
            taken.add(id(output))
            found[layer.name] = output
    gradients = tape.gradient(score, found)
    return {n: g.numpy() for n, g in gradients.items()}, {n: y.numpy() for n, y in found.items()}


def _inputs(layer):
    return [] if not hasattr(layer, "input") else layer.input if isinstance(layer.input, list) else [layer.input]


def _compare_all(directory, names):
    found = [directory / name for name in names] or sorted(path for path in directory.iterdir() if path.is_dir())
    return all([_compare(path) for path in found])


def _compare(directory):
    """Prints a network's worst layer and all failures; whether there are none."""
    deviations, failures = {}, []
    for request in map(json.loads, (directory / "requests.jsonl").read_text().splitlines()):
        reply = directory / "replies" / request["id"]
        attribution = json.loads((reply / "attribution.json").read_text())
        if "error" in attribution:
            failures.append(f"{request['id']}: {attribution['error']['message']}")
            continue
        for layer in attribution["layers"]:
            deviations[layer["layer"]] = _deviation(directory, reply, layer)
    failures += [f"{layer}: off by {d:.1e}" for layer, d in deviations.items() if not d <= TOLERANCE]
    worst = max(deviations, key=lambda layer: np.nan_to_num(deviations[layer], nan=np.inf), default=None)
    print(f"{directory.name}: {len(deviations)} layers, worst {deviations.get(worst, 0):.1e} at {worst}")
    for failure in failures:
        print("  " + failure)
    return not failures


def _deviation(directory, reply, layer):
    """The largest difference, as a part of the largest number."""
    expected = np.load(directory / "expected" / f"{layer['layer']}.npy").astype(np.float64)
    (tensor,) = layer["tensors"]
    actual = np.load(reply / tensor["file"]).astype(np.float64)
    if actual.shape != expected.shape or not np.any(expected):
        return np.inf
    return np.max(np.abs(actual - expected)) / np.max(np.abs(expected))


if __name__ == "__main__":
    main()
