"""The models that are compared: what each takes, and the layers that are explained, from the earliest to the last.

A layer has one name everywhere: in Keras, in the SavedModel and among the stages of the torch model.
"""

from dataclasses import dataclass

CLASSES = 1000
EXAMPLES = 32
UNITS = 128  # of the LSTM
PATCH = 16  # of the ViT, in pixels along each side
DEPTHS = ("early", "middle", "deep", "last")


@dataclass(frozen=True)
class Transformer:
    """The sizes of one; dense layers between are four times as wide."""

    width: int
    heads: int
    blocks: int


ENCODER = Transformer(256, 4, 12)
VIT = Transformer(192, 3, 12)  # ViT-Ti/16
BERT = Transformer(512, 8, 8)  # BERT-Medium


@dataclass(frozen=True)
class Entry:
    """One model; `shape` is that of one example, `top` what its numbers stay below."""

    name: str
    shape: tuple
    dtype: str
    top: int
    classes: int
    layers: dict  # by depth; none for a model that only methods at inputs are asked about

    def targets(self, count):
        """What is explained: another class for each example."""
        return [7 * example % self.classes for example in range(count)]


def _entry(name, shape, dtype, top, classes, *layers):
    return Entry(name, shape, dtype, top, classes, dict(zip(DEPTHS, layers, strict=bool(layers))))


_IMAGE = (96, 96, 3)

MODELS = {
    entry.name: entry
    for entry in (
        # "deep" lies two thirds down the network.
        _entry(
            "resnet50", _IMAGE, "float32", 255, CLASSES,
            "conv2_block1_out", "conv4_block2_out", "conv4_block5_out", "conv5_block3_out",
        ),
        _entry(
            "mobilenetv2", _IMAGE, "float32", 1, CLASSES,
            "block_1_project_BN", "block_8_add", "block_11_add", "out_relu",
        ),
        _entry(
            "efficientnetb0", _IMAGE, "float32", 255, CLASSES,
            "block2a_project_bn", "block4b_add", "block5b_add", "top_activation",
        ),
        _entry("encoder", (128,), "int32", 8000, 16, "embeddings", "encoder_5", "encoder_7", "encoder_11"),
        # The encoder behind its embeddings, as noise and baselines need numbers.
        _entry("encoder_vectors", (128, ENCODER.width), "float32", 1, 16),
        _entry("vit", (224, 224, 3), "float32", 1, CLASSES, "places", "block_5", "block_7", "block_11"),
        _entry("bert", (128,), "int32", 8000, 16, "embeddings", "encoder_3", "encoder_5", "encoder_7"),
        _entry("lstm", (100,), "int32", 8000, 16, "embedding", "lstm_0", "lstm_0", "lstm_1"),
    )
}  # fmt: skip
