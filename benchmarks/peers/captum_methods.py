"""captum's methods on the torch model, named and parametrised as requests to the library are."""

import captum.attr
import torch
from torch import nn

import torch_models
from captum_layer import explained

_INPUT = "input:"
_AT_ONCE = 32  # perturbed inputs
_QUADRATURES = {"gauss-legendre": "gausslegendre"}


def prepare(models, name, layer, examples, targets, method, smooth):
    model = torch_models.load(models, name)
    inputs, classes = torch_models.taken(examples), torch.from_numpy(targets)
    make = _METHODS[method["name"]]
    explainer, options = make(model, None if layer.startswith(_INPUT) else layer, inputs, method)
    if smooth:
        explainer = captum.attr.NoiseTunnel(explainer)
        options |= {"nt_type": smooth["kind"], "nt_samples": smooth["samples"], "stdevs": smooth["stdev"]}
    return lambda: explained(explainer.attribute(inputs, target=classes, **options))


def _integrated_gradients(model, layer, inputs, method):
    options = {
        "baselines": _baseline(inputs, method["baseline"]),
        "n_steps": method["steps"],
        "method": _QUADRATURES[method["quadrature"]],
    }
    if layer is None:
        return captum.attr.IntegratedGradients(model), options
    return captum.attr.LayerIntegratedGradients(model, _module(model, layer)), options


def _grad_cam(model, layer, inputs, _method):
    module = _module(model, layer) if inputs.ndim == 4 else _channels_first(model, layer)
    return captum.attr.LayerGradCam(model, module), {}


def _deeplift(model, layer, inputs, method):
    assert layer is None
    return captum.attr.DeepLift(model), {"baselines": _baseline(inputs, method["baseline"])}


def _saliency(model, layer, _inputs, _method):
    assert layer is None
    return captum.attr.Saliency(model), {}


def _baseline(inputs, said):
    """A number for the only input, by its name or not."""
    (number,) = said.values() if isinstance(said, dict) else (said,)
    return torch.full_like(inputs, number)


def _module(model, layer):
    return dict(model.named_children())[layer]


def _occlusion(model, layer, inputs, method):
    assert layer is None
    channels_first = inputs.ndim == 4
    options = {
        "baselines": _baseline(inputs, method["baseline"]),
        "sliding_window_shapes": _sizes(method["window"], channels_first),
        "strides": _sizes(method.get("strides", method["window"]), channels_first),
        "perturbations_per_eval": _AT_ONCE,
    }
    return captum.attr.Occlusion(model), options


def _sizes(sizes, channels_first):
    """Keras has channels last."""
    return (sizes[-1], *sizes[:-1]) if channels_first else tuple(sizes)


def _channels_first(model, layer):
    """captum averages over all axes behind the second, where a sequence has its channels: it is shown the layer turned around."""
    turned = _Turned()
    setattr(model, layer, nn.Sequential(_module(model, layer), turned))
    return turned.seen


class _Turned(nn.Module):
    def __init__(self):
        super().__init__()
        self.seen = nn.Identity()

    def forward(self, x):
        return self.seen(x.transpose(1, 2)).transpose(1, 2)


_METHODS = {
    "integrated-gradients": _integrated_gradients,
    "grad-cam": _grad_cam,
    "deeplift": _deeplift,
    "saliency": _saliency,
    "occlusion": _occlusion,
}
