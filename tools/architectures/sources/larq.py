"""A binarized network of Larq, whose quantisers bring gradients of their own."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

lq = importlib.import_module("larq")


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    quantised = dict(input_quantizer="ste_sign", kernel_quantizer="ste_sign", kernel_constraint="weight_clip")
    layers = [
        lq.layers.QuantConv2D(8, 3, kernel_quantizer="ste_sign", use_bias=False, name="first"),
        tf.keras.layers.BatchNormalization(name="norm1"),
        lq.layers.QuantConv2D(8, 3, strides=2, use_bias=False, name="second", **quantised),
        tf.keras.layers.BatchNormalization(name="norm2"),
        tf.keras.layers.Flatten(name="flat"),
        lq.layers.QuantDense(6, use_bias=False, name="third", **quantised),
        tf.keras.layers.Dense(3, name="scores"),
    ]
    model = tf.keras.Sequential([tf.keras.Input((12, 12, 3), name="image"), *layers])
    keras_case.vary(model.weights)
    images = np.random.default_rng(5).uniform(-1, 1, (BATCH, 12, 12, 3)).astype(np.float32)
    keras_case.keras2(case, model, {"image": images}, version("larq"))
