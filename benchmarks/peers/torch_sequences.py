"""The encoder and the LSTM in torch; modules carry the names of Keras's layers."""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional

from catalog import BLOCKS, HEADS, MODELS, UNITS, WIDTH

_KERAS_EPSILON = 1e-3


class Embeddings(nn.Module):
    def __init__(self, words, length):
        super().__init__()
        self.words = nn.Embedding(words, WIDTH)
        self.places = nn.Embedding(length, WIDTH)
        self.embeddings = nn.LayerNorm(WIDTH, _KERAS_EPSILON)

    def forward(self, tokens):
        return self.embeddings(self.words(tokens) + self.places.weight)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

    def forward(self, x):
        query, key, value = (self._heads(part(x)) for part in (self.query, self.key, self.value))
        mixed = functional.scaled_dot_product_attention(query, key, value)
        return self.output(mixed.transpose(1, 2).flatten(2))

    @staticmethod
    def _heads(x):
        return x.unflatten(2, (HEADS, -1)).transpose(1, 2)


class EncoderBlock(nn.Module):
    def __init__(self, number):
        super().__init__()
        names = [f"{part}_{number}" for part in ("attention", "attended", "widen", "narrow", "encoder")]
        self.attention, self.attended, self.widen, self.narrow, self.encoder = names
        parts = (
            Attention(),
            nn.LayerNorm(WIDTH, _KERAS_EPSILON),
            nn.Linear(WIDTH, 4 * WIDTH),
            nn.Linear(4 * WIDTH, WIDTH),
            nn.LayerNorm(WIDTH, _KERAS_EPSILON),
        )
        self.parts = nn.ModuleDict(dict(zip(names, parts)))

    def forward(self, x):
        parts = self.parts
        x = parts[self.attended](x + parts[self.attention](x))
        wide = functional.gelu(parts[self.widen](x))
        return parts[self.encoder](x + parts[self.narrow](wide))


class FirstToken(nn.Module):
    def forward(self, x):
        return x[:, 0]


class Recurrent(nn.Module):
    """An LSTM that hands on all of its states, or the last one."""

    def __init__(self, name, sequences):
        super().__init__()
        self.sequences = sequences
        self.name = name
        self.add_module(name, nn.LSTM(UNITS, UNITS, batch_first=True))

    def forward(self, x):
        states, _ = getattr(self, self.name)(x)
        return states if self.sequences else states[:, -1]


def encoder():
    entry = MODELS["encoder"]
    embeddings = ("embeddings", Embeddings(entry.top, *entry.shape))
    return nn.Sequential(OrderedDict([embeddings, *_encoder_stages(entry.classes)]))


def encoder_vectors():
    return nn.Sequential(OrderedDict(_encoder_stages(MODELS["encoder_vectors"].classes)))


def _encoder_stages(classes):
    head = OrderedDict(
        first=FirstToken(), pooler=nn.Linear(WIDTH, WIDTH), tanh=nn.Tanh(), classifier=nn.Linear(WIDTH, classes)
    )
    return [*((f"encoder_{number}", EncoderBlock(number)) for number in range(BLOCKS)), ("logits", nn.Sequential(head))]


def lstm():
    entry = MODELS["lstm"]
    return nn.Sequential(
        OrderedDict(
            embedding=nn.Embedding(entry.top, UNITS),
            lstm_0=Recurrent("lstm_0", sequences=True),
            lstm_1=Recurrent("lstm_1", sequences=False),
            logits=nn.Sequential(OrderedDict(classifier=nn.Linear(UNITS, entry.classes))),
        )
    )
