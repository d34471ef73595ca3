"""A calibrated lattice of TensorFlow Lattice."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

tfl = importlib.import_module("tensorflow_lattice")


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    inputs = [tf.keras.Input((1,), name=n) for n in ("age", "price")]
    calibrated = [
        tfl.layers.PWLCalibration(
            np.linspace(0, 1, 5), output_min=0.0, output_max=1.0, monotonicity="increasing", name=x.name + "_calibrated"
        )(x)
        for x in inputs
    ]
    lattice = tfl.layers.Lattice([2, 3], units=1, monotonicities=["increasing", "none"], name="lattice")(calibrated)
    model = tf.keras.Model(inputs, tf.keras.layers.Dense(1, name="score")(lattice))
    random = np.random.default_rng(3)
    for weight in model.weights:
        weight.assign(weight + random.uniform(0, 0.2, weight.shape))
    values = {n: random.uniform(size=(BATCH, 1)).astype(np.float32) for n in ("age", "price")}
    keras_case.keras2(case, model, values, version("tensorflow-lattice"), target=0)
