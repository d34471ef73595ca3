"""Relevance of one network by Zennit's rules and composites.

    python reference.py WEIGHTS.npz
"""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from zennit.attribution import Gradient
from zennit.canonizers import SequentialMergeBatchNorm
from zennit.composites import (
    EpsilonAlpha2Beta1,
    EpsilonAlpha2Beta1Flat,
    EpsilonGammaBox,
    EpsilonPlus,
    EpsilonPlusFlat,
    LayerMapComposite,
    layer_map_base,
)
from zennit.layer import Sum
from zennit.rules import AlphaBeta, Epsilon, Flat, Gamma, WSquare, ZBox, ZPlus
from zennit.types import Linear

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "relevance"
LOW, HIGH = -3.0, 3.0


class Network(nn.Module):
    """Convolutions of every kind, with and without bias and normalisation, a residual sum, pooling, dense layers."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU())
        self.pool = nn.MaxPool2d(2)
        self.depthwise = nn.Sequential(nn.Conv2d(6, 6, 3, padding=1, groups=6, bias=False), nn.BatchNorm2d(6), nn.ReLU())
        self.pointwise = nn.Sequential(nn.Conv2d(6, 6, 1, bias=False), nn.BatchNorm2d(6))
        self.sum = Sum(dim=-1)
        self.joined = nn.ReLU()
        self.up = nn.Sequential(nn.ConvTranspose2d(6, 4, 2, stride=2), nn.BatchNorm2d(4), nn.Tanh())
        self.average = nn.AvgPool2d(2)
        self.hidden = nn.Sequential(nn.Linear(64, 8), nn.BatchNorm1d(8), nn.ReLU())
        self.scores = nn.Linear(8, 4)

    def forward(self, x):
        stem = self.stem(x)
        pooled = self.pool(stem)
        branch = self.pointwise(self.depthwise(pooled))
        joined = self.joined(self.sum(torch.stack([pooled, branch], dim=-1)))
        up = self.average(self.up(joined))
        flat = up.permute(0, 2, 3, 1).flatten(1)
        self.kept = {"stem": stem, "joined": joined}
        return self.scores(self.hidden(flat))


def uniform(rule):
    """One rule for all layers with weights."""
    return LayerMapComposite(layer_map_base() + [(Linear, rule)], canonizers=[SequentialMergeBatchNorm()])


def composites():
    merge = dict(canonizers=[SequentialMergeBatchNorm()])
    return {
        "epsilon": uniform(Epsilon()),
        "epsilon-0.25": uniform(Epsilon(epsilon=0.25)),
        "generalised-gamma": uniform(Gamma()),
        "alpha-beta": uniform(AlphaBeta()),
        "z-plus": uniform(ZPlus()),
        "flat": uniform(Flat()),
        "w-squared": uniform(WSquare()),
        "z-box": uniform(ZBox(LOW, HIGH)),
        "epsilon-plus": EpsilonPlus(**merge),
        "epsilon-plus-flat": EpsilonPlusFlat(**merge),
        "epsilon-alpha2-beta1": EpsilonAlpha2Beta1(**merge),
        "epsilon-alpha2-beta1-flat": EpsilonAlpha2Beta1Flat(**merge),
        "epsilon-gamma-box": EpsilonGammaBox(LOW, HIGH, **merge),
        "epsilon-without-bias": LayerMapComposite(
            layer_map_base() + [(Linear, Epsilon(zero_params=["bias"]))], canonizers=[SequentialMergeBatchNorm()]
        ),
    }


def channels_last(tensor):
    return np.moveaxis(tensor.detach().numpy(), 1, -1)


def make():
    torch.manual_seed(14)
    network = Network().double().eval()
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            # Zennit 0.5.1 leaves the epsilon in a normalisation that it merged, which scales by 1/sqrt(1 + epsilon) then.
            module.eps = 0.0
            module.weight.data = torch.randn_like(module.weight) * 0.4 + 1
            module.bias.data = torch.randn_like(module.bias) * 0.3
            module.running_mean.data = torch.randn_like(module.running_mean) * 0.3
            module.running_var.data = torch.rand_like(module.running_var) + 0.5
    return network


def relevance(network, composite, images, targets):
    images = images.clone().requires_grad_()
    with composite.context(network) as modified:
        scores = modified(images)
        for tensor in network.kept.values():
            tensor.retain_grad()
        one = torch.nn.functional.one_hot(targets, 4)
        scores.backward(scores.detach() * one)
        return {"input": images.grad} | {name: tensor.grad for name, tensor in network.kept.items()}


def main(weights):
    OUT.mkdir(parents=True, exist_ok=True)
    network = make()
    images = torch.randn(3, 3, 8, 8, dtype=torch.float64).clamp(LOW, HIGH)
    targets = torch.tensor([2, 0, 3])
    np.save(OUT / "images.npy", channels_last(images))
    np.save(OUT / "targets.npy", targets.numpy())
    np.save(OUT / "scores.npy", network(images).detach().numpy())
    np.savez(weights, **{name: value.numpy() for name, value in network.state_dict().items()})
    for name, composite in composites().items():
        for layer, array in relevance(network, composite, images, targets).items():
            np.save(OUT / f"{name}.{layer}.npy", channels_last(array))


if __name__ == "__main__":
    main(sys.argv[1])
