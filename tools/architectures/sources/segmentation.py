"""Decoders of segmentation-models."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

networks = importlib.import_module("segmentation_models")
SIZES = {"PSPNet": 48}


def make(name, case):
    network = name[len("segmentation_") :]
    size = SIZES.get(network, 32)
    tf.keras.utils.set_random_seed(7)
    build = getattr(networks, network)
    backbone = "efficientnetb0" if network == "FPN" else "resnet18"
    model = build(backbone, input_shape=(size, size, 3), classes=3, activation="softmax", encoder_weights=None)
    keras_case.vary(model.weights)
    images = np.random.default_rng(5).uniform(0, 1, (BATCH, size, size, 3)).astype(np.float32)
    source = version("segmentation-models")
    keras_case.keras2(case, model, {model.input_names[0]: images}, source, target=(9, 9, 1))
