"""Writes the compared models: as SavedModels, as Keras files, and their weights for torch.

    python models.py --out DIR [NAME ...]

DIR/NAME is the SavedModel, DIR/NAME.keras the Keras model, DIR/NAME.pt the torch model's state, DIR/NAME.npy the
examples, DIR/models.json what to explain.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

import keras_models
import torch_models
import torch_weights
from catalog import EXAMPLES, MODELS

TOLERANCE = 1e-3  # of the largest number


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("names", nargs="*", metavar="NAME", default=list(MODELS))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in arguments.names:
        print(name, flush=True)
        _write(arguments.out, name)
    _describe(arguments.out)


def _write(out, name):
    model = keras_models.build(name)
    model.export(str(out / name), verbose=False)
    model.save(out / f"{name}.keras")
    np.save(out / f"{name}.npy", keras_models.examples(name, EXAMPLES))
    twin = torch_models.untrained(name)
    torch_weights.copy(model, twin)
    _hold_together(name, model, twin.eval())
    torch.save(twin.state_dict(), out / f"{name}.pt")


def _hold_together(name, model, twin):
    """A twin that computes something else would compare two different things."""
    inputs = keras_models.examples(name, 4)
    expected = np.asarray(model(inputs, training=False))
    with torch.no_grad():
        actual = twin(torch_models.taken(inputs)).numpy()
    deviation = np.max(np.abs(actual - expected)) / np.max(np.abs(expected))
    print(f"  torch differs from Keras by {deviation:.1e}")
    if not deviation <= TOLERANCE:
        raise ValueError(f"{name} in torch is not the model in Keras")


def _describe(out):
    models = {name: asdict(entry) | {"targets": entry.targets(EXAMPLES)} for name, entry in MODELS.items()}
    (out / "models.json").write_text(json.dumps(models, indent=1) + "\n")


if __name__ == "__main__":
    main()
