"""The compared models in torch: each a sequence of stages, and a stage is called like the Keras layer whose output it gives."""

import functools

import torch

import torch_images
import torch_sequences

_BUILDERS = {
    "resnet50": torch_images.resnet50,
    "mobilenetv2": torch_images.mobilenetv2,
    "efficientnetb0": torch_images.efficientnetb0,
    "encoder": torch_sequences.encoder,
    "encoder_vectors": torch_sequences.encoder_vectors,
    "vit": torch_sequences.vit,
    "bert": torch_sequences.bert,
    "lstm": torch_sequences.lstm,
}


@functools.lru_cache(maxsize=1)
def load(folder, name):
    """A model with the weights of its Keras twin."""
    model = _BUILDERS[name]()
    model.load_state_dict(torch.load(folder / f"{name}.pt"))
    return model.eval()


def untrained(name):
    return _BUILDERS[name]()


def taken(examples):
    """Inputs of Keras as torch takes them: channels before places."""
    tensor = torch.from_numpy(examples)
    return tensor.permute(0, 3, 1, 2).contiguous() if tensor.ndim == 4 else tensor


def split(model, layer):
    """What lies up to a layer, and what lies after it."""
    cut = list(dict(model.named_children())).index(layer) + 1
    return model[:cut], model[cut:]
