"""Writes what captum and SHAP say of small networks in 64 bits; run by hand, from anywhere.

    python make.py [FIXTURES]

FIXTURES/NAME/model is a SavedModel, requests.jsonl asks for what ID.npy holds. See README.md.
"""

import json
import shutil
import sys
import warnings
from pathlib import Path

import captum.attr
import keras
import numpy as np
import shap
import torch
from captum.attr._utils.lrp_rules import EpsilonRule, GammaRule
from torch import nn

import networks

SEED = 3
STEPS = 15
QUADRATURES = {
    "gauss-legendre": "gausslegendre",
    "riemann-left": "riemann_left",
    "riemann-right": "riemann_right",
    "riemann-middle": "riemann_middle",
}
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "fixtures" / "captum")


class Suite:
    """One network, its inputs and the requests to it."""

    def __init__(self, network, inputs, target):
        self.network, self.target = network, target
        self.names = list(inputs)
        self.folder = OUT / network.name
        self.folder.mkdir(parents=True)
        network.torch.eval()
        network.keras.export(str(self.folder / "model"), verbose=False)
        for name, array in inputs.items():
            np.save(self.folder / f"{name}.npy", array)
        networks.require_same(network, list(inputs.values()))
        self.given = tuple(networks.given(network, array) for array in inputs.values())
        self.lines = []

    def baseline(self, name, row):
        np.save(self.folder / f"{name}-baseline.npy", row)
        return f"{name}-baseline.npy"

    def add(self, identity, layer, method, found, target=True):
        request = {"id": identity, "layers": [layer], "inputs": {name: f"{name}.npy" for name in self.names}}
        request |= {"target": self.target} if target else {}
        np.save(self.folder / f"{identity}.npy", self._as_in_keras(found))
        self.lines.append(json.dumps(request | {"method": method}))

    def _as_in_keras(self, found):
        array = found.detach().numpy() if isinstance(found, torch.Tensor) else found
        return np.ascontiguousarray(array.transpose(0, 2, 3, 1)) if array.ndim == 4 else array

    def write(self):
        (self.folder / "requests.jsonl").write_text("\n".join(self.lines) + "\n")


class Single(Suite):
    """A network with one input and one baseline."""

    def __init__(self, network, name, array, row, rows, target):
        super().__init__(network, {name: array}, target)
        self.at = f"input:{name}"
        self.x = self.given[0]
        self.base = networks.given(network, np.repeat(row[None], len(array), 0))
        self.by_row = {name: self.baseline(name, row)}
        if rows is not None:
            np.save(self.folder / f"{name}-rows.npy", rows)
            self.rows, self.by_rows = networks.given(network, rows), {name: f"{name}-rows.npy"}

    def _ask(self, explainer, *more, **options):
        found = explainer.attribute(self.x, *more, target=self.target, **options)
        return found[0] if isinstance(found, tuple) else found

    def of_inputs(self):
        model = self.network.torch
        self.add("saliency", self.at, {"name": "saliency"}, self._ask(captum.attr.Saliency(model)))
        self.add("product", self.at, {"name": "gradient-x-activation"}, self._ask(captum.attr.InputXGradient(model)))
        self._paths("", self.at, "integrated-gradients", captum.attr.IntegratedGradients(model))

    def of_rectified(self):
        model = self.network.torch
        self.add("guided", self.at, {"name": "guided-backpropagation"}, self._ask(captum.attr.GuidedBackprop(model)))
        self.add("deconvolution", self.at, {"name": "deconvolution"}, self._ask(captum.attr.Deconvolution(model)))

    def of_differences(self):
        """captum's rule for pooling is not complete, SHAP's is."""
        model = self.network.torch
        if not self.network.images:
            found = self._ask(captum.attr.DeepLift(model), self.base)
            self.add("deeplift", self.at, {"name": "deeplift", "baseline": self.by_row}, found)
        values = shap.DeepExplainer(model, self.rows).shap_values(self.x, check_additivity=False)
        found = values[..., self.target] if isinstance(values, np.ndarray) else values[self.target]
        self.add("shap", self.at, {"name": "deeplift-shap", "baselines": self.by_rows}, found)

    def of_layer(self, name, single=True):
        model, module = self.network.torch, self.network.layers[name]
        activation = captum.attr.LayerActivation(model, module).attribute(self.x)
        self.add(f"{name}-activation", name, {"name": "activation"}, activation, target=False)
        product = self._ask(captum.attr.LayerGradientXActivation(model, module))
        self.add(f"{name}-product", name, {"name": "gradient-x-activation"}, product)
        self._paths(f"{name}-", name, "integrated-gradients", captum.attr.LayerIntegratedGradients(model, module))
        if single:
            self._paths(f"{name}-", name, "internal-influence", captum.attr.InternalInfluence(model, module))
            self._paths(f"{name}-", name, "conductance", captum.attr.LayerConductance(model, module))
            self._path(f"{name}-", name, "conductance", captum.attr.LayerConductance(model, module), "trapezoid", "riemann_trapezoid")
        if single and not self.network.images:
            found = self._ask(captum.attr.LayerDeepLift(model, module), self.base)
            self.add(f"{name}-deeplift", name, {"name": "deeplift", "baseline": self.by_row}, found)

    def _paths(self, prefix, layer, method, explainer):
        for quadrature, theirs in QUADRATURES.items():
            self._path(prefix, layer, method, explainer, quadrature, theirs)

    def _path(self, prefix, layer, method, explainer, quadrature, theirs):
        found = self._ask(explainer, self.base, n_steps=STEPS, method=theirs)
        asked = {"name": method, "baseline": self.by_row, "steps": STEPS, "quadrature": quadrature}
        self.add(f"{prefix}{method}-{quadrature}", layer, asked, found)

    def of_maps(self, name):
        cam = captum.attr.LayerGradCam(self.network.torch, self.network.layers[name])
        self.add(f"{name}-cam", name, {"name": "grad-cam"}, self._ask(cam)[:, 0])
        relu = self._ask(cam, relu_attributions=True)[:, 0]
        self.add(f"{name}-cam-relu", name, {"name": "grad-cam", "relu": True}, relu)

    def of_relevance(self):
        for name, rule in (("epsilon", EpsilonRule), ("gamma", GammaRule)):
            for module in self.network.torch.modules():
                if isinstance(module, nn.Linear):
                    module.rule = rule()
            found = self._ask(captum.attr.LRP(self.network.torch))
            self.add(f"lrp-{name}", self.at, {"name": "lrp", "rule": name}, found)


class Pair(Suite):
    """A network with two inputs, of which one has an array as its baseline and one a number."""

    def __init__(self, network, left, right, row, target):
        super().__init__(network, {"left": left, "right": right}, target)
        self.by_input = {"left": self.baseline("left", row), "right": 0}
        self.base = (torch.from_numpy(np.repeat(row[None], len(left), 0)), torch.zeros_like(self.given[1]))

    def of_inputs(self):
        model, path = self.network.torch, {"baseline": self.by_input, "steps": STEPS}
        found = captum.attr.IntegratedGradients(model).attribute(self.given, self.base, target=self.target, n_steps=STEPS)
        self._both("integrated-gradients", path, found)
        found = captum.attr.DeepLift(model).attribute(self.given, self.base, target=self.target)
        self._both("deeplift", {"baseline": self.by_input}, found)
        self._both("saliency", {}, captum.attr.Saliency(model).attribute(self.given, target=self.target))

    def _both(self, method, parameters, found):
        for name, array in zip(self.names, found):
            self.add(f"{method}-{name}", f"input:{name}", {"name": method, **parameters}, array)

    def of_layer(self, name):
        explainer = captum.attr.LayerConductance(self.network.torch, self.network.layers[name])
        options = {"target": self.target, "n_steps": STEPS, "method": "riemann_trapezoid"}
        found = explainer.attribute(self.given, self.base, **options)
        self.add(f"{name}-conductance", name, {"name": "conductance", "baseline": self.by_input, "steps": STEPS}, found)


def main():
    warnings.filterwarnings("ignore")
    shutil.rmtree(OUT, ignore_errors=True)
    random = np.random.default_rng(SEED)
    activations, rectified, convolutions, tokens, two_inputs = networks.make_all()
    for network in (activations, rectified):
        suite = Single(network, "row", random.normal(size=(3, 7)), random.normal(size=7), random.normal(size=(5, 7)), 2)
        suite.of_inputs()
        suite.of_differences()
        for layer in network.layers:
            suite.of_layer(layer)
        if network is rectified:
            suite.of_rectified()
            suite.of_relevance()
        suite.write()
    shape = (10, 12, 3)
    image, black = random.normal(size=(2, *shape)), 0.3 * random.normal(size=shape)
    suite = Single(convolutions, "image", image, black, random.normal(size=(3, *shape)), 3)
    suite.of_inputs()
    suite.of_differences()
    suite.of_rectified()
    for layer in convolutions.layers:
        suite.of_layer(layer)
        suite.of_maps(layer)
    suite.write()
    ids = random.integers(1, 11, (3, 6)).astype(np.int32)
    suite = Single(tokens, "tokens", ids, np.zeros(6, np.int32), None, 1)
    suite.of_layer("embedding", single=False)
    suite.write()
    left, right, row = random.normal(size=(3, 4)), random.normal(size=(3, 3)), random.normal(size=4)
    suite = Pair(two_inputs, left, right, row, 1)
    suite.of_inputs()
    suite.of_layer("mixed")
    suite.write()


if __name__ == "__main__":
    keras.utils.set_random_seed(SEED)
    torch.set_default_dtype(torch.float64)
    main()
