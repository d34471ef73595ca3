"""torch tuned by hand: compiled, channels last, frozen parameters, cut at the layer so that only the upper part is differentiated."""

import os

import torch

import torch_models

torch.set_num_threads(os.cpu_count())
torch.set_flush_denormal(True)  # as TensorFlow does; made weights give tiny gradients, which else take a hundred times as long


def prepare(models, name, layer, examples, targets, _once):
    torch._dynamo.reset()
    model = torch_models.load(models, name).requires_grad_(False)
    inputs, classes = torch_models.taken(examples), torch.from_numpy(targets)[:, None]
    if inputs.ndim == 4:
        model = model.to(memory_format=torch.channels_last)
        inputs = inputs.to(memory_format=torch.channels_last)
    lower, upper = (torch.compile(part, dynamic=False) for part in torch_models.split(model, layer))

    def attribute():
        with torch.no_grad():
            activation = lower(inputs)
        activation = activation.detach().requires_grad_()
        score = upper(activation).gather(1, classes).sum()
        (gradient,) = torch.autograd.grad(score, activation)
        return (gradient * activation.detach()).numpy()

    return attribute
