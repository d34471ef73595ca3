"""Layers of TensorFlow Addons."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

tfa = importlib.import_module("tensorflow_addons")


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    layers = [
        tf.keras.layers.Conv2D(8, 3, padding="same", name="stem"),
        tfa.layers.GroupNormalization(4, name="groups"),
        tf.keras.layers.Activation(tfa.activations.mish, name="mish"),
        tfa.layers.WeightNormalization(tf.keras.layers.Conv2D(6, 3, strides=2), name="weighted"),
        tfa.layers.InstanceNormalization(name="instances"),
        tfa.layers.GELU(name="gelu"),
        tfa.layers.AdaptiveAveragePooling2D(2, name="pooled"),
        tf.keras.layers.Flatten(name="flat"),
        tfa.layers.Maxout(8, name="maxout"),
        tf.keras.layers.Reshape((4, 2)),
        tf.keras.layers.RNN(tfa.rnn.LayerNormLSTMCell(5), name="recurrent"),
        tf.keras.layers.Dense(3, name="scores"),
    ]
    model = tf.keras.Sequential([tf.keras.Input((13, 13, 3), name="image"), *layers])
    keras_case.vary(model.weights)
    images = np.random.default_rng(5).uniform(0, 1, (BATCH, 13, 13, 3)).astype(np.float32)
    keras_case.keras2(case, model, {"image": images}, version("tensorflow-addons"))
