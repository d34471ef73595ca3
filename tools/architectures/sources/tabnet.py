"""TabNet's classifier: attention over table columns by sparsemax."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

package = importlib.import_module("tabnet")


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    model = package.TabNetClassifier(
        feature_columns=None, num_classes=3, num_features=6, feature_dim=8, output_dim=4, num_decision_steps=3
    )
    rows = np.random.default_rng(3).normal(size=(BATCH, 6)).astype(np.float32)
    model(tf.constant(rows), training=False)
    keras_case.vary(model.weights)

    def call(rows):
        return {"classes": model(rows, training=False)}

    keras_case.function(case, tf.keras, model, call, {"rows": rows}, version("tabnet"))
