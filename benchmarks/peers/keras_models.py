"""The compared models in Keras, with random weights that keep numbers moderate from the first layer to the last."""

import keras
import numpy as np
from keras import layers

from catalog import BERT, CLASSES, ENCODER, MODELS, PATCH, UNITS, VIT

SEED = 7
SETTLED = 16


@keras.saving.register_keras_serializable("attributable")
class Places(layers.Layer):
    """Adds to each token what says where it stands."""

    def build(self, shape):
        self.places = self.add_weight(shape=shape[1:], initializer="random_uniform", name="places")

    def call(self, words):
        return words + self.places


@keras.saving.register_keras_serializable("attributable")
class FirstToken(layers.Layer):
    """Puts a token of its own before those of an image, which becomes what the model says of all."""

    def build(self, shape):
        self.token = self.add_weight(shape=(1, shape[-1]), initializer="random_uniform", name="token")

    def call(self, tokens):
        first = keras.ops.broadcast_to(self.token, (keras.ops.shape(tokens)[0], 1, tokens.shape[-1]))
        return keras.ops.concatenate([first, tokens], axis=1)


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
    words = layers.Embedding(entry.top, ENCODER.width, name="words")(tokens)
    x = layers.LayerNormalization(name="embeddings")(Places(name="places")(words))
    return keras.Model(tokens, _encoder_blocks(x, entry.classes), name="encoder")


def _encoder_vectors(entry):
    vectors = keras.Input(entry.shape, dtype=entry.dtype, name="vectors")
    return keras.Model(vectors, _encoder_blocks(vectors, entry.classes), name="encoder_vectors")


def _encoder_blocks(x, classes):
    for block in range(ENCODER.blocks):
        x = _block_after(x, block, ENCODER)
    return _pooled(x, classes, ENCODER)


def _pooled(x, classes, sizes):
    x = layers.Dense(sizes.width, activation="tanh", name="pooler")(x[:, 0])
    return layers.Dense(classes, name="classifier")(x)


def _block_after(x, block, sizes, epsilon=1e-3, activation="gelu", dropout=0.0):
    """Normalised after each part, as in BERT."""
    x = layers.LayerNormalization(epsilon=epsilon, name=f"attended_{block}")(
        x + layers.Dropout(dropout)(_attention(x, block, sizes, dropout))
    )
    narrow = layers.Dropout(dropout)(_narrowed(x, block, sizes, activation))
    return layers.LayerNormalization(epsilon=epsilon, name=f"encoder_{block}")(x + narrow)


def _attention(x, block, sizes, dropout=0.0):
    heads = layers.MultiHeadAttention(
        sizes.heads, sizes.width // sizes.heads, dropout=dropout, name=f"attention_{block}"
    )
    return heads(x, x)


def _narrowed(x, block, sizes, activation="gelu"):
    wide = layers.Dense(4 * sizes.width, activation=activation, name=f"widen_{block}")(x)
    return layers.Dense(sizes.width, name=f"narrow_{block}")(wide)


def _bert(entry):
    """As KerasHub's BertBackbone is built, of texts that fill all places: dropout, GELU by tanh, a small epsilon."""
    tokens = keras.Input(entry.shape, dtype=entry.dtype, name="tokens")
    words = layers.Embedding(entry.top, BERT.width, name="words")(tokens)
    x = layers.LayerNormalization(epsilon=1e-12, name="embeddings")(Places(name="places")(words))
    x = layers.Dropout(0.1)(x)
    for block in range(BERT.blocks):
        x = _block_after(x, block, BERT, 1e-12, _gelu_by_tanh, 0.1)
    return keras.Model(tokens, _pooled(x, entry.classes, BERT), name="bert")


@keras.saving.register_keras_serializable("attributable")
def _gelu_by_tanh(x):
    return keras.activations.gelu(x, approximate=True)


def _vit(entry):
    """Normalised before each part (Dosovitskiy et al., 2021)."""
    image = keras.Input(entry.shape, dtype=entry.dtype, name="image")
    patches = layers.Conv2D(VIT.width, PATCH, strides=PATCH, name="patches")(image)
    x = layers.Reshape((-1, VIT.width))(patches)
    x = Places(name="places")(FirstToken(name="first")(x))
    for block in range(VIT.blocks):
        x = x + _attention(layers.LayerNormalization(epsilon=1e-6, name=f"asked_{block}")(x), block, VIT)
        narrow = _narrowed(layers.LayerNormalization(epsilon=1e-6, name=f"attended_{block}")(x), block, VIT)
        x = layers.Add(name=f"block_{block}")([x, narrow])
    x = layers.LayerNormalization(epsilon=1e-6, name="settled")(x)
    return keras.Model(image, layers.Dense(entry.classes, name="classifier")(x[:, 0]), name="vit")


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
    "vit": _vit,
    "bert": _bert,
    "lstm": _lstm,
}
