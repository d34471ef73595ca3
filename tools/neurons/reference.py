"""Attributions of neurons and of slices of layers by captum's neuron methods, on the network of tools/relevance.

    python reference.py
"""

import sys
from pathlib import Path

import numpy as np
import torch
from captum.attr import (
    NeuronDeconvolution,
    NeuronDeepLift,
    NeuronDeepLiftShap,
    NeuronGradient,
    NeuronGuidedBackprop,
    NeuronIntegratedGradients,
)

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "fixtures" / "neurons"
sys.path.insert(0, str(ROOT / "tools" / "relevance"))
import reference as relevance  # noqa: E402

BASELINE = 0.25

# Channels come first here: the slices of NeuronGoldensTest have them last.
NEURONS = {
    "element": ("joined", (2, 1, 3)),
    "slice": ("joined", (slice(1, None, 2), slice(0, 3), 2)),
    "channel": ("stem", (4, slice(None), slice(None))),
    "dense": ("hidden", 3),
    "units": ("hidden", (slice(2, 7),)),
}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    network = relevance.make()
    images = torch.tensor(np.load(ROOT / "fixtures" / "relevance" / "images.npy").transpose(0, 3, 1, 2).copy())
    scores = np.load(ROOT / "fixtures" / "relevance" / "scores.npy")
    np.testing.assert_allclose(network(images).detach().numpy(), scores, rtol=1e-12)
    rows = torch.stack([images[1] * 0.5, images[2].flip(0), images[0].flip(1)])
    np.save(OUT / "rows.npy", relevance.channels_last(rows))
    for name, (label, selector) in NEURONS.items():
        layer = getattr(network, label)
        found = {
            "gradient": NeuronGradient(network, layer).attribute(images, selector),
            "integrated-gradients": NeuronIntegratedGradients(network, layer).attribute(
                images, selector, baselines=BASELINE, n_steps=50
            ),
            "guided-backpropagation": NeuronGuidedBackprop(network, layer).attribute(images, selector),
            "deconvolution": NeuronDeconvolution(network, layer).attribute(images, selector),
        }
        if label == "stem":  # behind the pooling captum's DeepLIFT does not sum up to the neuron's difference
            found["deeplift"] = NeuronDeepLift(network, layer).attribute(images, selector, baselines=BASELINE)
            found["deeplift-shap"] = NeuronDeepLiftShap(network, layer).attribute(images, selector, baselines=rows)
        for method, array in found.items():
            np.save(OUT / f"{name}.{method}.npy", relevance.channels_last(array))


if __name__ == "__main__":
    main()
