"""Temporal convolutional networks of keras-tcn."""

import keras
import numpy as np
from tcn import TCN

from sources import keras_case
from sources.case import BATCH, version


def make(name, case):
    keras.utils.set_random_seed(7)
    sequence = keras.Input((20, 3), name="sequence")
    tcn = TCN(nb_filters=6, kernel_size=3, dilations=(1, 2, 4), use_skip_connections=True, use_layer_norm=True)
    scores = keras.layers.Dense(4, name="scores")(tcn(sequence))
    model = keras.Model(sequence, scores)
    keras_case.vary(model.weights)
    series = np.random.default_rng(3).normal(size=(BATCH, 20, 3)).astype(np.float32)
    keras_case.keras3(case, model, {"sequence": series}, version("keras-tcn"))
