"""Published networks with weights that keep numbers moderate from the first layer to the last."""

import keras
import numpy as np
import tensorflow as tf

CLASSES = 5
EXPLAINED = 2
SETTLED = 32  # with fewer, statistics of few numbers would make rounding errors grow from layer to layer

# name -> the smallest image that the network accepts
SIZES = {
    "ConvNeXtTiny": 32, "DenseNet121": 32, "EfficientNetB0": 32, "EfficientNetV2B0": 32, "InceptionResNetV2": 75,
    "InceptionV3": 75, "MobileNetV3Small": 32, "NASNetMobile": 32, "RegNetX002": 32, "ResNet50V2": 32, "Xception": 71,
}  # fmt: skip


def build(name):
    """A network that gives logits, and images to explain."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(7)
    size = SIZES[name]
    model = getattr(keras.applications, name)(
        weights=None, input_shape=(size, size, 3), classes=CLASSES, classifier_activation=None
    )
    images = np.random.default_rng(7).uniform(0, 255, (SETTLED, size, size, 3)).astype(np.float32)
    _vary(model)
    _settle(model, images)
    return model, images[:EXPLAINED]


def _vary(model):
    """Biases, scales and offsets begin as zeros and ones, and layer scales as nearly nothing."""
    random = np.random.default_rng(11)
    for weight in model.weights:
        kind = weight.path.rsplit("/", 1)[-1]
        if kind in ("gamma", "moving_variance") or weight.path.endswith("layer_scale/gamma"):
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
        elif kind in ("beta", "bias"):
            weight.assign(random.uniform(-0.2, 0.2, weight.shape))


def _settle(model, images):
    """Normalisations take over the statistics of the images, so that no layer saturates."""
    normalisations = [layer for layer in _layers(model) if isinstance(layer, keras.layers.BatchNormalization)]
    momenta = [layer.momentum for layer in normalisations]
    for layer in normalisations:
        layer.momentum = 0.0
    model(tf.constant(images), training=True)
    for layer, momentum in zip(normalisations, momenta):
        layer.momentum = momentum


def _layers(model):
    return list(model._flatten_layers())
