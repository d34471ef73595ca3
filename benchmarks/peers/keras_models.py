"""The compared models in Keras, with random weights that keep numbers moderate from the first layer to the last."""

import keras
import numpy as np
from keras import layers

from catalog import BLOCKS, CLASSES, HEADS, MODELS, UNITS, WIDTH

SEED = 7
SETTLED = 16


@keras.saving.register_keras_serializable("attributable")
class Places(layers.Layer):
    """Adds to each token what says where it stands."""

    def build(self, shape):
        self.places = self.add_weight(shape=shape[1:], initializer="random_uniform", name="places")

    def call(self, words):
        return words + self.places


def build(name):
    """A model that gives logits."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = _BUILDERS[name](MODELS[name])
    _vary(model)
    _settle(model, examples(name, SETTLED))
    return model


def examples(name, count):
    """Seeded inputs."""
    entry = MODELS[name]
    random = np.random.default_rng(SEED)
    return random.uniform(0, entry.top, (count, *entry.shape)).astype(entry.dtype)


def _network(network, entry, **options):
    return network(weights=None, input_shape=entry.shape, classes=CLASSES, classifier_activation=None, **options)


def _encoder(entry):
    tokens = keras.Input(entry.shape, dtype=entry.dtype, name="tokens")
    words = layers.Embedding(entry.top, WIDTH, name="words")(tokens)
    x = layers.LayerNormalization(name="embeddings")(Places(name="places")(words))
    return keras.Model(tokens, _encoder_blocks(x, entry.classes), name="encoder")


def _encoder_vectors(entry):
    vectors = keras.Input(entry.shape, dtype=entry.dtype, name="vectors")
    return keras.Model(vectors, _encoder_blocks(vectors, entry.classes), name="encoder_vectors")


def _encoder_blocks(x, classes):
    for block in range(BLOCKS):
        x = _encoder_block(x, block)
    x = layers.Dense(WIDTH, activation="tanh", name="pooler")(x[:, 0])
    return layers.Dense(classes, name="classifier")(x)


def _encoder_block(x, block):
    attention = layers.MultiHeadAttention(HEADS, WIDTH // HEADS, name=f"attention_{block}")(x, x)
    x = layers.LayerNormalization(name=f"attended_{block}")(x + attention)
    wide = layers.Dense(4 * WIDTH, activation="gelu", name=f"widen_{block}")(x)
    narrow = layers.Dense(WIDTH, name=f"narrow_{block}")(wide)
    return layers.LayerNormalization(name=f"encoder_{block}")(x + narrow)


def _lstm(entry):
    tokens = keras.Input(entry.shape, dtype=entry.dtype, name="tokens")
    x = layers.Embedding(entry.top, UNITS, name="embedding")(tokens)
    x = layers.LSTM(UNITS, return_sequences=True, name="lstm_0")(x)
    x = layers.LSTM(UNITS, name="lstm_1")(x)
    return keras.Model(tokens, layers.Dense(entry.classes, name="classifier")(x), name="lstm")


def _vary(model):
    """Biases, scales and offsets begin as zeros and ones."""
    random = np.random.default_rng(SEED)
    for weight in model.weights:
        kind = weight.path.rsplit("/", 1)[-1]
        if kind in ("gamma", "moving_variance"):
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
        elif kind in ("beta", "bias"):
            weight.assign(random.uniform(-0.2, 0.2, weight.shape))


def _settle(model, inputs):
    """Normalisations take over the statistics of the inputs, so that no layer saturates."""
    normalisations = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    momenta = [layer.momentum for layer in normalisations]
    for layer in normalisations:
        layer.momentum = 0.0
    model(inputs, training=True)
    for layer, momentum in zip(normalisations, momenta):
        layer.momentum = momentum


_BUILDERS = {
    "resnet50": lambda entry: _network(keras.applications.ResNet50, entry),
    "mobilenetv2": lambda entry: _network(keras.applications.MobileNetV2, entry, alpha=0.35),
    "efficientnetb0": lambda entry: _network(keras.applications.EfficientNetB0, entry),
    "encoder": _encoder,
    "encoder_vectors": _encoder_vectors,
    "lstm": _lstm,
}
