"""Networks of image-classifiers."""

import numpy as np
import tensorflow as tf
from classification_models.tfkeras import Classifiers

from sources import keras_case
from sources.case import BATCH, version


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    build, _ = Classifiers.get(name[len("classifiers_") :])
    model = build(input_shape=(32, 32, 3), weights=None, classes=5)
    keras_case.vary(model.weights)
    images = np.random.default_rng(5).uniform(0, 1, (BATCH, 32, 32, 3)).astype(np.float32)
    keras_case.keras2(case, model, {model.input_names[0]: images}, version("image-classifiers"), target=3)
