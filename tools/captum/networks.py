"""Small networks in 64 bits, each in Keras and in torch with the same weights."""

from dataclasses import dataclass

import keras
import numpy as np
import torch
from keras import layers
from torch import nn

SAME = 1e-12


@dataclass
class Network:
    """`layers` are torch's modules by the names of Keras's layers; `images` says that torch has channels before positions."""

    name: str
    keras: keras.Model
    torch: nn.Module
    layers: dict
    images: bool = False


def make_all():
    keras.config.set_floatx("float64")
    return [activations(), rectified(), convolutions(), tokens(), two_inputs()]


def activations():
    """A ReLU, and activations that are no lines."""
    row = keras.Input((7,), name="row")
    kinds = {"tanh": 9, "relu": 8, "sigmoid": 8, "elu": 6, "softplus": 6}
    x = row
    for kind, units in kinds.items():
        x = layers.Dense(units, activation=kind, name=kind)(x)
    x = layers.LeakyReLU(negative_slope=0.125, name="leaky")(layers.Dense(6, name="last")(x))
    model = _varied(keras.Model(row, layers.Dense(4, name="scores")(x)))
    functions = [nn.Tanh(), nn.ReLU(), nn.Sigmoid(), nn.ELU(), nn.Softplus(threshold=200), nn.LeakyReLU(0.125)]
    sizes = [7, 9, 8, 8, 6, 6, 6]
    parts = []
    for name, function, size, units in zip([*kinds, "last"], functions, sizes, sizes[1:]):
        parts += [_dense(model, name, size, units), function]
    twin = nn.Sequential(*parts, _dense(model, "scores", 6, 4))
    return Network("activations", model, twin, {"relu": functions[1], "elu": functions[3]})


def rectified():
    row = keras.Input((7,), name="row")
    x = layers.Dense(9, activation="relu", name="first")(row)
    x = layers.Dense(8, activation="relu", name="second")(x)
    model = _varied(keras.Model(row, layers.Dense(4, name="scores")(x)))
    twin = nn.Sequential(
        _dense(model, "first", 7, 9), nn.ReLU(), _dense(model, "second", 9, 8), nn.ReLU(), _dense(model, "scores", 8, 4)
    )
    return Network("rectified", model, twin, {"first": twin[1], "second": twin[3]})


class _Convolutions(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.c1, self.c2 = _convolution(model, "c1", 3, 6), _convolution(model, "c2", 6, 6)
        self.c3 = _convolution(model, "c3", 6, 8, padding=0)
        self.normalised = _normalisation(model, "normalised", 6)
        self.r1, self.r2, self.r3 = nn.ReLU(), nn.ReLU(), nn.ReLU()
        self.pooled = nn.MaxPool2d(2)
        self.joined = nn.Identity()
        self.scores = _dense(model, "scores", 8, 5)

    def forward(self, x):
        x = self.pooled(self.r1(self.normalised(self.c1(x))))
        x = self.r3(self.c3(self.joined(self.r2(self.c2(x)) + x)))
        return self.scores(x.mean((2, 3)))


def convolutions():
    """With batch normalisation, both kinds of pooling and a residual sum; pictures are not square."""
    image = keras.Input((10, 12, 3), name="image")
    x = layers.Conv2D(6, 3, padding="same", name="c1")(image)
    x = layers.ReLU(name="r1")(layers.BatchNormalization(name="normalised")(x))
    pooled = layers.MaxPooling2D(2, name="pooled")(x)
    x = layers.ReLU(name="r2")(layers.Conv2D(6, 3, padding="same", name="c2")(pooled))
    x = layers.Add(name="joined")([x, pooled])
    x = layers.ReLU(name="r3")(layers.Conv2D(8, 3, name="c3")(x))
    x = layers.GlobalAveragePooling2D(name="averaged")(x)
    model = _varied(keras.Model(image, layers.Dense(5, name="scores")(x)))
    twin = _Convolutions(model)
    return Network("convolutions", model, twin, {name: getattr(twin, name) for name in ("r1", "joined", "r3")}, images=True)


class _Tokens(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.embedding = nn.Embedding(11, 5)
        self.embedding.weight.data = torch.from_numpy(model.get_layer("embedding").get_weights()[0])
        self.phrases = nn.Conv1d(5, 7, 3, padding=1)
        weight, bias = model.get_layer("phrases").get_weights()
        self.phrases.weight.data = torch.from_numpy(weight.transpose(2, 1, 0).copy())
        self.phrases.bias.data = torch.from_numpy(bias)
        self.scores = _dense(model, "scores", 7, 3)

    def forward(self, x):
        x = torch.tanh(self.phrases(self.embedding(x).transpose(1, 2)))
        return self.scores(x.mean(2))


def tokens():
    ids = keras.Input((6,), dtype="int32", name="tokens")
    x = layers.Embedding(11, 5, name="embedding")(ids)
    x = layers.Conv1D(7, 3, padding="same", activation="tanh", name="phrases")(x)
    x = layers.GlobalAveragePooling1D(name="averaged")(x)
    model = _varied(keras.Model(ids, layers.Dense(3, name="scores")(x)))
    twin = _Tokens(model)
    return Network("tokens", model, twin, {"embedding": twin.embedding})


class _TwoInputs(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.left, self.right = _dense(model, "from_left", 4, 6), _dense(model, "from_right", 3, 6)
        self.mixed, self.scores = _dense(model, "mixed", 12, 5), _dense(model, "scores", 5, 2)
        self.relu, self.tanh, self.joined = nn.ReLU(), nn.Tanh(), nn.ReLU()

    def forward(self, left, right):
        x = torch.cat([self.relu(self.left(left)), self.tanh(self.right(right))], 1)
        return self.scores(self.joined(self.mixed(x)))


def two_inputs():
    left, right = keras.Input((4,), name="left"), keras.Input((3,), name="right")
    x = layers.Dense(6, activation="relu", name="from_left")(left)
    y = layers.Dense(6, activation="tanh", name="from_right")(right)
    x = layers.Dense(5, activation="relu", name="mixed")(layers.Concatenate(name="both")([x, y]))
    model = _varied(keras.Model([left, right], layers.Dense(2, name="scores")(x)))
    twin = _TwoInputs(model)
    return Network("two_inputs", model, twin, {"mixed": twin.joined})


def require_same(network, inputs):
    """A twin that computes something else would prove nothing."""
    expected = np.asarray(network.keras(inputs if len(inputs) > 1 else inputs[0]))
    actual = network.torch(*(given(network, array) for array in inputs)).detach().numpy()
    assert np.abs(actual - expected).max() <= SAME * max(1, np.abs(expected).max()), network.name


def given(network, array):
    """An input of Keras as torch takes it."""
    tensor = torch.from_numpy(array)
    if network.images:
        return tensor.permute(0, 3, 1, 2).contiguous()
    return tensor if tensor.is_floating_point() else tensor.long()


def _varied(model):
    random = np.random.default_rng(len(model.weights))
    for weight in model.weights:
        scale = any(part in weight.path for part in ("gamma", "variance"))
        weight.assign(random.uniform(0.5, 1.5, weight.shape) if scale else random.normal(0, 0.4, weight.shape))
    return model


def _dense(model, name, inputs, units):
    weight, bias = model.get_layer(name).get_weights()
    layer = nn.Linear(inputs, units)
    layer.weight.data, layer.bias.data = torch.from_numpy(weight.T.copy()), torch.from_numpy(bias)
    return layer


def _convolution(model, name, inputs, filters, padding=1):
    weight, bias = model.get_layer(name).get_weights()
    layer = nn.Conv2d(inputs, filters, 3, padding=padding)
    layer.weight.data = torch.from_numpy(weight.transpose(3, 2, 0, 1).copy())
    layer.bias.data = torch.from_numpy(bias)
    return layer


def _normalisation(model, name, channels):
    layer = nn.BatchNorm2d(channels, eps=model.get_layer(name).epsilon)
    values = map(torch.from_numpy, model.get_layer(name).get_weights())
    layer.weight.data, layer.bias.data, layer.running_mean.data, layer.running_var.data = values
    return layer
