"""captum's LayerGradientXActivation on the torch model, as its documentation shows it."""

import os
import warnings

import torch
from captum.attr import LayerGradientXActivation

import torch_models

torch.set_num_threads(os.cpu_count())
torch.set_flush_denormal(True)  # as TensorFlow does; made weights give tiny gradients, which else take a hundred times as long
warnings.filterwarnings("ignore", message="Input Tensor .* has a dtype")


def prepare(models, name, layer, examples, targets, _once):
    model = torch_models.load(models, name)
    explainer = LayerGradientXActivation(model, dict(model.named_children())[layer])
    inputs, classes = torch_models.taken(examples), torch.from_numpy(targets)
    return lambda: explained(explainer.attribute(inputs, target=classes))


def explained(attribution):
    return attribution.detach().numpy()
