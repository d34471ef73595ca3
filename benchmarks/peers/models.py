"""Writes the compared models: as SavedModels, as Keras files, and their weights for torch.

    python models.py --out DIR [NAME ...]

DIR/NAME is the SavedModel, DIR/NAME.keras the Keras model, DIR/NAME.pt the torch model's state, DIR/LAYERS.txt what to explain.
"""

import argparse
from pathlib import Path

import keras_models
from catalog import MODELS


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


def _describe(out):
    lines = [
        f"{entry.name}: input {entry.dtype} {('N', *entry.shape)}, "
        + ", ".join(f"{depth} {layer}" for depth, layer in entry.layers.items())
        for entry in MODELS.values()
    ]
    (out / "LAYERS.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
