"""Transformers and the LSTM in torch; modules carry the names of Keras's layers."""

from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional

from catalog import BERT, ENCODER, MODELS, PATCH, UNITS, VIT

_KERAS_EPSILON = 1e-3
_BERT_EPSILON = 1e-12
_VIT_EPSILON = 1e-6


class Embeddings(nn.Module):
    def __init__(self, words, length, width, epsilon):
        super().__init__()
        self.words = nn.Embedding(words, width)
        self.places = nn.Embedding(length, width)
        self.embeddings = nn.LayerNorm(width, epsilon)

    def forward(self, tokens):
        return self.embeddings(self.words(tokens) + self.places.weight)


class Patches(nn.Module):
    def __init__(self, side, width):
        super().__init__()
        self.patches = nn.Conv2d(3, width, PATCH, PATCH)
        self.first = nn.Embedding(1, width)
        self.places = nn.Embedding((side // PATCH) ** 2 + 1, width)

    def forward(self, image):
        patches = self.patches(image).flatten(2).transpose(1, 2)
        first = self.first.weight.expand(len(image), 1, -1)
        return torch.cat([first, patches], 1) + self.places.weight


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x):
        query, key, value = (self._split(part(x)) for part in (self.query, self.key, self.value))
        mixed = functional.scaled_dot_product_attention(query, key, value)
        return self.output(mixed.transpose(1, 2).flatten(2))

    def _split(self, x):
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)


class Block(nn.Module):
    """A block of a transformer, whose two normalisations are called as `norms` says."""

    def __init__(self, number, sizes, epsilon, norms, approximate="none"):
        super().__init__()
        width = sizes.width
        self.approximate = approximate
        names = [f"{part}_{number}" for part in ("attention", "widen", "narrow", *norms)]
        self.attention, self.widen, self.narrow, self.first, self.second = names
        parts = (
            Attention(width, sizes.heads),
            nn.Linear(width, 4 * width),
            nn.Linear(4 * width, width),
            nn.LayerNorm(width, epsilon),
            nn.LayerNorm(width, epsilon),
        )
        self.parts = nn.ModuleDict(dict(zip(names, parts)))

    def narrowed(self, x):
        wide = functional.gelu(self.parts[self.widen](x), approximate=self.approximate)
        return self.parts[self.narrow](wide)


class BlockAfter(Block):
    """Normalised after each part, as in BERT."""

    def forward(self, x):
        parts = self.parts
        x = parts[self.first](x + parts[self.attention](x))
        return parts[self.second](x + self.narrowed(x))


class BlockBefore(Block):
    """Normalised before each part, as in ViT."""

    def forward(self, x):
        parts = self.parts
        x = x + parts[self.attention](parts[self.first](x))
        return x + self.narrowed(parts[self.second](x))


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


_NORMS_AFTER = ("attended", "encoder")
_NORMS_BEFORE = ("asked", "attended")


def encoder():
    entry = MODELS["encoder"]
    embeddings = ("embeddings", Embeddings(entry.top, *entry.shape, ENCODER.width, _KERAS_EPSILON))
    return nn.Sequential(OrderedDict([embeddings, *_encoder_stages(entry.classes)]))


def encoder_vectors():
    return nn.Sequential(OrderedDict(_encoder_stages(MODELS["encoder_vectors"].classes)))


def _encoder_stages(classes):
    blocks = [
        (f"encoder_{number}", BlockAfter(number, ENCODER, _KERAS_EPSILON, _NORMS_AFTER))
        for number in range(ENCODER.blocks)
    ]
    return [*blocks, ("logits", _pooled(ENCODER.width, classes))]


def _pooled(width, classes):
    head = OrderedDict(
        first=FirstToken(), pooler=nn.Linear(width, width), tanh=nn.Tanh(), classifier=nn.Linear(width, classes)
    )
    return nn.Sequential(head)


def bert():
    entry = MODELS["bert"]
    embeddings = ("embeddings", Embeddings(entry.top, *entry.shape, BERT.width, _BERT_EPSILON))
    blocks = [
        (f"encoder_{number}", BlockAfter(number, BERT, _BERT_EPSILON, _NORMS_AFTER, "tanh"))
        for number in range(BERT.blocks)
    ]
    return nn.Sequential(OrderedDict([embeddings, *blocks, ("logits", _pooled(BERT.width, entry.classes))]))


def vit():
    entry = MODELS["vit"]
    blocks = [
        (f"block_{number}", BlockBefore(number, VIT, _VIT_EPSILON, _NORMS_BEFORE)) for number in range(VIT.blocks)
    ]
    head = OrderedDict(
        settled=nn.LayerNorm(VIT.width, _VIT_EPSILON),
        first=FirstToken(),
        classifier=nn.Linear(VIT.width, entry.classes),
    )
    patches = ("places", Patches(entry.shape[0], VIT.width))
    return nn.Sequential(OrderedDict([patches, *blocks, ("logits", nn.Sequential(head))]))


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
