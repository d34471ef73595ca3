"""ResNet50, MobileNetV2 0.35 and EfficientNetB0 in torch, as Keras builds them: modules carry the names of Keras's layers.

Paddings of strided convolutions are uneven, as in Keras, so that both give the same numbers.
"""

from collections import OrderedDict

import torch
from torch import nn

from catalog import CLASSES

_RESNET_EPSILON = 1.001e-5
_KERAS_EPSILON = 1e-3


class Bottleneck(nn.Module):
    def __init__(self, name, inputs, filters, stride, projected):
        super().__init__()
        outputs = 4 * filters
        self.shortcut = _resnet_step(f"{name}_0", inputs, outputs, 1, stride) if projected else nn.Identity()
        self.body = nn.Sequential(
            _resnet_step(f"{name}_1", inputs, filters, 1, stride),
            nn.ReLU(),
            _resnet_step(f"{name}_2", filters, filters, 3, 1),
            nn.ReLU(),
            _resnet_step(f"{name}_3", filters, outputs, 1, 1),
        )
        self.activation = nn.ReLU()  # a module: captum's DeepLIFT does not see functions

    def forward(self, x):
        return self.activation(self.shortcut(x) + self.body(x))


class Residual(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        return x + self.body(x)


class SqueezeAndExcite(nn.Module):
    def __init__(self, name, filters, squeezed):
        super().__init__()
        self.gate = _named(
            (f"{name}se_reduce", nn.Conv2d(filters, squeezed, 1)),
            ("activation", nn.SiLU()),
            (f"{name}se_expand", nn.Conv2d(squeezed, filters, 1)),
            ("sigmoid", nn.Sigmoid()),
        )

    def forward(self, x):
        return x * self.gate(x.mean((2, 3), keepdim=True))


class Normalization(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.register_buffer("mean", torch.zeros(1, channels, 1, 1))
        self.register_buffer("deviation", torch.ones(1, channels, 1, 1))

    def forward(self, x):
        return (x * (1 / 255) - self.mean) / self.deviation


class Head(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.predictions = nn.Linear(channels, CLASSES)

    def forward(self, x):
        return self.predictions(x.mean((2, 3)))


def resnet50():
    stem = nn.Sequential(_resnet_step("conv1", 3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, padding=1))
    stages = [("pool1_pool", stem)]
    inputs = 64
    for stack, (filters, blocks) in enumerate(((64, 3), (128, 4), (256, 6), (512, 3)), start=2):
        for number in range(1, blocks + 1):
            name = f"conv{stack}_block{number}"
            stride = 2 if number == 1 and stack > 2 else 1
            stages.append((f"{name}_out", Bottleneck(name, inputs, filters, stride, number == 1)))
            inputs = 4 * filters
    return _named(*stages, ("logits", Head(inputs)))


def mobilenetv2():
    stages = [("Conv1_relu", _strided_stem("Conv1", "bn_Conv1", 16, nn.ReLU6()))]
    inputs = 16
    for number, (filters, stride) in enumerate(_MOBILENET_BLOCKS):
        prefix = f"block_{number}_" if number else "expanded_conv_"
        body = _mobilenet_block(prefix, inputs, filters, 6 if number else 1, stride)
        residual = stride == 1 and inputs == filters
        stages.append((f"{prefix}add", Residual(body)) if residual else (f"{prefix}project_BN", body))
        inputs = filters
    top = [*_step("Conv_1", "Conv_1_bn", inputs, 1280, 1), ("activation", nn.ReLU6())]
    return _named(*stages, ("out_relu", _named(*top)), ("logits", Head(1280)))


def efficientnetb0():
    stem = _strided_stem("stem_conv", "stem_bn", 32, nn.SiLU())
    stages = [("stem_activation", _named(("normalization", Normalization(3)), ("stem", stem)))]
    inputs = 32
    for stack, (kernel, repeats, filters, expansion, first_stride) in enumerate(_EFFICIENTNET_STACKS, start=1):
        for number in range(repeats):
            name = f"block{stack}{'abcd'[number]}_"
            stride = 1 if number else first_stride
            body = _efficientnet_block(name, inputs, filters, kernel, expansion, stride)
            residual = stride == 1 and inputs == filters
            stages.append((f"{name}add", Residual(body)) if residual else (f"{name}project_bn", body))
            inputs = filters
    top = [*_step("top_conv", "top_bn", inputs, 1280, 1), ("activation", nn.SiLU())]
    return _named(*stages, ("top_activation", _named(*top)), ("logits", Head(1280)))


# filters at width 0.35, stride
_MOBILENET_BLOCKS = (
    (8, 1), (8, 2), (8, 1), (16, 2), (16, 1), (16, 1), (24, 2), (24, 1), (24, 1), (24, 1),
    (32, 1), (32, 1), (32, 1), (56, 2), (56, 1), (56, 1), (112, 1),
)  # fmt: skip

# kernel, repeats, filters, expansion, stride
_EFFICIENTNET_STACKS = (
    (3, 1, 16, 1, 1), (3, 2, 24, 6, 2), (5, 2, 40, 6, 2), (3, 3, 80, 6, 2),
    (5, 3, 112, 6, 1), (5, 4, 192, 6, 2), (3, 1, 320, 6, 1),
)  # fmt: skip


def _mobilenet_block(prefix, inputs, filters, expansion, stride):
    wide = expansion * inputs
    steps = []
    if expansion > 1:
        steps += [*_step(f"{prefix}expand", f"{prefix}expand_BN", inputs, wide, 1), ("relu", nn.ReLU6())]
    steps += [
        *_depthwise(f"{prefix}depthwise", f"{prefix}depthwise_BN", wide, 3, stride),
        ("depthwise_relu", nn.ReLU6()),
        *_step(f"{prefix}project", f"{prefix}project_BN", wide, filters, 1),
    ]
    return _named(*steps)


def _efficientnet_block(name, inputs, filters, kernel, expansion, stride):
    wide = expansion * inputs
    steps = []
    if expansion > 1:
        steps += [*_step(f"{name}expand_conv", f"{name}expand_bn", inputs, wide, 1), ("expansion", nn.SiLU())]
    steps += [
        *_depthwise(f"{name}dwconv", f"{name}bn", wide, kernel, stride),
        ("activation", nn.SiLU()),
        ("excite", SqueezeAndExcite(name, wide, max(1, inputs // 4))),
        *_step(f"{name}project_conv", f"{name}project_bn", wide, filters, 1),
    ]
    return _named(*steps)


def _strided_stem(convolution, normalisation, filters, activation):
    return _named(
        ("pad", _uneven_padding(3)),
        (convolution, nn.Conv2d(3, filters, 3, 2, bias=False)),
        (normalisation, nn.BatchNorm2d(filters, _KERAS_EPSILON)),
        ("activation", activation),
    )


def _resnet_step(name, inputs, outputs, kernel, stride):
    return _named(
        (f"{name}_conv", nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2)),
        (f"{name}_bn", nn.BatchNorm2d(outputs, _RESNET_EPSILON)),
    )


def _step(convolution, normalisation, inputs, outputs, kernel):
    yield convolution, nn.Conv2d(inputs, outputs, kernel, bias=False)
    yield normalisation, nn.BatchNorm2d(outputs, _KERAS_EPSILON)


def _depthwise(convolution, normalisation, channels, kernel, stride):
    if stride > 1:
        yield f"{convolution}_pad", _uneven_padding(kernel)
    padding = 0 if stride > 1 else kernel // 2
    yield convolution, nn.Conv2d(channels, channels, kernel, stride, padding, groups=channels, bias=False)
    yield normalisation, nn.BatchNorm2d(channels, _KERAS_EPSILON)


def _uneven_padding(kernel):
    """Of a stride of two over an even size."""
    return nn.ZeroPad2d((kernel // 2 - 1, kernel // 2) * 2)


def _named(*steps):
    return nn.Sequential(OrderedDict(steps))
