"""Keras applications with weights that keep numbers moderate from the first layer to the last, as Keras 3 exports them."""

import keras
import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

CLASSES = 5
SETTLED = 32  # with fewer, statistics of few numbers would make rounding errors grow from layer to layer

# the smallest image that the network accepts, where it is not 32
SIZES = {"InceptionResNetV2": 75, "InceptionV3": 75, "Xception": 71}


def make(name, case):
    network = name[len("keras_") :]
    keras.utils.set_random_seed(7)
    size = SIZES.get(network, 32)
    model = getattr(keras.applications, network)(
        weights=None, input_shape=(size, size, 3), classes=CLASSES, classifier_activation=None
    )
    images = np.random.default_rng(7).uniform(0, 255, (SETTLED, size, size, 3)).astype(np.float32)
    keras_case.vary(model.weights)
    _settle(model, images)
    keras_case.keras3(case, model, {model.inputs[0].name: images[4 : 4 + BATCH]}, version("keras"), target=3)


def _settle(model, images):
    """Normalisations take over the statistics of the images, so that no layer saturates."""
    normalisations = [x for x in model._flatten_layers() if isinstance(x, keras.layers.BatchNormalization)]
    momenta = [layer.momentum for layer in normalisations]
    for layer in normalisations:
        layer.momentum = 0.0
    model(tf.constant(images), training=True)
    for layer, momentum in zip(normalisations, momenta):
        layer.momentum = momentum
