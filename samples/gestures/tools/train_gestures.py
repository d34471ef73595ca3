"""Trains the sample's classifier of movements and writes it, the mean movement of each kind and some recordings.

    pip download --no-deps aeon==1.6.0 -d ARCHIVES
    python samples/gestures/tools/train_gestures.py ARCHIVES/aeon-1.6.0-py3-none-any.whl

Run by hand, from the root of the repository; needs the packages of requirements.txt. The archive has GunPoint: the height
of a hand that draws a gun from a holster, or points with a finger, each in 150 steps.
"""

import json
import shutil
import sys
import zipfile
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

SEED = 15
FOLDER = "aeon/datasets/data/GunPoint"
SAMPLE = Path("samples/gestures")
MODEL = SAMPLE / "models/gestures"
CLASSES = ["gun drawn", "finger pointed"]
MEANS = ["drawn.npy", "pointed.npy"]
EPOCHS = 120
SHOWN = 4


def main(archive):
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    with zipfile.ZipFile(archive) as files:
        (x, y), (test_x, test_y) = (_series(files.read(f"{FOLDER}/GunPoint_{part}.ts")) for part in ("TRAIN", "TEST"))
    model = _model()
    model.compile(keras.optimizers.Adam(3e-3), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    model.fit(x, y, epochs=EPOCHS, batch_size=10, verbose=0)
    probabilities = model.predict(test_x, verbose=0)
    right = np.mean(probabilities.argmax(axis=1) == test_y)
    print(f"accuracy {right:.3f}")
    assert right > 0.93, right
    _write(model, [x[y == which].mean(axis=0) for which in (0, 1)])
    shown = np.concatenate([np.flatnonzero(test_y == which)[:SHOWN // 2] for which in (0, 1)])
    print(test_y[shown], np.round(probabilities[shown], 3))
    np.save(SAMPLE / "recordings.npy", test_x[shown])


def _series(text):
    """Series [recordings, 150, 1], and 0 or 1 for each."""
    lines = text.decode().split("@data", 1)[1].split()
    values, classes = zip(*(line.rsplit(":", 1) for line in lines))
    series = np.array([value.split(",") for value in values], np.float32)[..., None]
    return series, np.array([int(which) - 1 for which in classes])


def _model():
    series = keras.Input((150, 1), name="hand")
    x = keras.layers.Conv1D(8, 9, padding="same", activation="relu", name="moves")(series)
    x = keras.layers.AveragePooling1D(2, name="half")(x)
    x = keras.layers.Conv1D(16, 7, padding="same", activation="relu", name="phases")(x)
    x = keras.layers.AveragePooling1D(5, name="tenth")(x)
    x = keras.layers.Flatten(name="flat")(x)
    score = keras.layers.Dense(len(CLASSES), name="score")(x)
    return keras.Model(series, keras.layers.Softmax(name="probability")(score), name="gestures")


def _write(model, means):
    shutil.rmtree(MODEL, ignore_errors=True)
    model.export(str(MODEL), verbose=False)
    for name, mean in zip(MEANS, means):
        np.save(MODEL / name, mean)
    hand = {"kind": "series", "text": "Height of the hand", "channels": ["height"], "unit": "step", "baseline": MEANS[1]}
    outputs = {"output_0": {"text": "Movement", "classes": CLASSES}}
    explain = {"layers": ["input:hand"], "output": "logits-of:output_0", "target": CLASSES[0], "method": {"name": "integrated-gradients"}}
    card = {"title": "Gestures", "description": "Whether a hand draws a gun or points with a finger.",
            "signatures": {"serving_default": {"inputs": {"hand": hand}, "outputs": outputs, "explain": explain}}}
    (MODEL / "attributable.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
