"""Gives a torch model the weights of its Keras twin: layers are matched by name."""

import torch
from torch import nn

from torch_images import Normalization
from torch_sequences import Attention


def copy(keras_model, torch_model):
    """All weights of Keras must find their place, and all modules of torch their weights."""
    left = {layer.name: layer.get_weights() for layer in keras_model.layers if layer.weights}
    with torch.no_grad():
        for path, module in torch_model.named_modules():
            name = path.rsplit(".", 1)[-1]
            if name in left and type(module) in _PLACES:
                _fill(_PLACES[type(module)](module), left.pop(name), path)
    if left:
        raise ValueError(f"no module for the weights of {sorted(left)}")


def _fill(places, arrays, path):
    for (tensor, arrange), array in zip(places, arrays, strict=True):
        value = torch.as_tensor(array)
        value = arrange(value).reshape(tensor.shape) if arrange else value
        if tensor.shape != value.shape:
            raise ValueError(f"{path} takes {tuple(tensor.shape)}, Keras has {tuple(value.shape)}")
        tensor.copy_(value)


def _convolution(module):
    depthwise = module.groups > 1
    axes = (2, 3, 0, 1) if depthwise else (3, 2, 0, 1)
    yield module.weight, lambda kernel: kernel.permute(axes)
    if module.bias is not None:
        yield module.bias, None


def _batch_normalisation(module):
    yield from ((module.weight, None), (module.bias, None), (module.running_mean, None), (module.running_var, None))


def _layer_normalisation(module):
    yield from ((module.weight, None), (module.bias, None))


def _dense(module):
    yield from ((module.weight, _turned), (module.bias, None))


def _embedding(module):
    yield module.weight, None


def _recurrent(module):
    module.bias_hh_l0.zero_()  # Keras adds one bias only
    yield from ((module.weight_ih_l0, _turned), (module.weight_hh_l0, _turned), (module.bias_ih_l0, None))


def _attention(module):
    """Keras keeps heads as an axis of its own."""
    for part in (module.query, module.key, module.value):
        yield part.weight, lambda kernel: kernel.flatten(1).t()
        yield part.bias, torch.flatten
    yield module.output.weight, lambda kernel: kernel.flatten(0, 1).t()
    yield module.output.bias, None


def _normalisation(module):
    yield module.mean, lambda mean: mean
    yield module.deviation, torch.sqrt
    yield torch.zeros((), dtype=torch.int32), None  # how many examples Keras saw


def _turned(matrix):
    return matrix.t()


_PLACES = {
    nn.Conv2d: _convolution,
    nn.BatchNorm2d: _batch_normalisation,
    nn.LayerNorm: _layer_normalisation,
    nn.Linear: _dense,
    nn.Embedding: _embedding,
    nn.LSTM: _recurrent,
    Attention: _attention,
    Normalization: _normalisation,
}
