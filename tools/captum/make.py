"""Writes what captum and SHAP say of small networks in 64 bits; run by hand, from anywhere.

    python make.py [FIXTURES]

FIXTURES/NAME/model is a SavedModel, requests.jsonl asks for what ID.npy holds. See README.md.
"""

import itertools
import json
import math
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


def shapley(model, inputs, baselines, masks, target):
    """Exact values from all combinations of features: captum's own are sums in 32 bits, which these are held against."""
    total = []
    for example in range(len(inputs[0])):
        rows = [mask[example % len(mask)] for mask in masks]
        features = sorted({int(number) for row in rows for number in row.flatten()})
        values = {}
        for chosen in itertools.product([False, True], repeat=len(features)):
            there = [feature for feature, is_there in zip(features, chosen) if is_there]
            kept = [torch.isin(row, torch.tensor(there, dtype=row.dtype)) for row in rows]
            mixed = [torch.where(keep, x[example], b[example]) for keep, x, b in zip(kept, inputs, baselines)]
            values[chosen] = model(*(row[None] for row in mixed))[0, target].detach()
        found = [torch.zeros(row.shape) for row in rows]
        for at, feature in enumerate(features):
            value = 0
            for chosen in values:
                if not chosen[at]:
                    size = sum(chosen)
                    weight = math.factorial(size) * math.factorial(len(features) - size - 1) / math.factorial(len(features))
                    value += weight * (values[chosen[:at] + (True,) + chosen[at + 1 :]] - values[chosen])
            for row, array in zip(rows, found):
                array[row == feature] = value
        total.append(found)
    exact = tuple(torch.stack(arrays) for arrays in zip(*total))
    theirs = captum.attr.ShapleyValues(model).attribute(
        inputs, baselines=baselines, feature_mask=masks, target=target
    )
    assert all(torch.allclose(ours, other.to(ours.dtype), atol=1e-5) for ours, other in zip(exact, theirs))
    return exact


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

    def of_perturbations(self, mask, masks, window, strides):
        """All orders of features are evaluated where Shapley values are exact. Masks are as Keras has them."""
        model, at = self.network.torch, self.at
        name = at.removeprefix("input:")
        files = {}
        for label, ids in {"mask": mask, "masks": masks}.items():
            np.save(self.folder / f"{name}-{label}.npy", ids)
            files[label] = {name: f"{name}-{label}.npy"}
        one, each = self._mask(mask[None]), self._mask(masks)
        base, asked = {"baselines": self.base}, {"baseline": self.by_row}
        ablation = captum.attr.FeatureAblation(model)
        self.add("ablation", at, {"name": "ablation", **asked}, self._ask(ablation, **base))
        for label, ids in {"mask": one, "masks": each}.items():
            found = self._ask(ablation, feature_mask=ids, **base)
            self.add(f"ablation-{label}", at, {"name": "ablation", "mask": files[label], **asked}, found)
            exact = shapley(model, self.given, (self.base,), (ids,), self.target)[0]
            self.add(f"shapley-{label}", at, {"name": "shapley", "mask": files[label], **asked}, exact)
            kernel = {"name": "kernel-shap", "mask": files[label], **asked}
            self.add(f"kernel-shap-{label}", at, kernel, exact)
        sizes = (window[-1], *window[:-1]) if self.network.images else tuple(window)
        steps = (strides[-1], *strides[:-1]) if self.network.images else tuple(strides)
        found = self._ask(captum.attr.Occlusion(model), sizes, strides=steps, **base)
        occlusion = {"name": "occlusion", "window": window, "strides": strides, **asked}
        self.add("occlusion", at, occlusion, found)
        for layer, module in self.network.layers.items():
            found = self._ask(captum.attr.LayerFeatureAblation(model, module), layer_baselines=0.25)
            self.add(f"{layer}-ablation", layer, {"name": "ablation", "baseline": 0.25}, found)

    def _mask(self, ids):
        mask = torch.from_numpy(ids)
        return mask.permute(0, 3, 1, 2).contiguous() if self.network.images else mask

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

    def of_perturbations(self, left, right):
        """Features across both inputs."""
        options = {"baselines": self.base, "target": self.target}
        masks, files = [], {}
        for name, ids in {"left": left, "right": right}.items():
            np.save(self.folder / f"{name}-mask.npy", ids)
            masks.append(torch.from_numpy(ids[None]))
            files[name] = f"{name}-mask.npy"
        model, masks = self.network.torch, tuple(masks)
        ablation = captum.attr.FeatureAblation(model).attribute(self.given, feature_mask=masks, **options)
        exact = shapley(model, self.given, self.base, masks, self.target)
        for method, found in {"ablation": ablation, "shapley": exact}.items():
            for name, array in zip(self.names, found):
                np.save(self.folder / f"{method}-{name}.npy", array.detach().numpy())
            self._ask_together(method, {"name": method, "baseline": self.by_input, "mask": files})
        occlusion = captum.attr.Occlusion(self.network.torch)
        found = occlusion.attribute(self.given, ((2,), (2,)), strides=((1,), (2,)), **options)
        for name, array, stride in zip(self.names, found, (1, 2)):
            asked = {"name": "occlusion", "baseline": {name: self.by_input[name]}, "window": [2], "strides": {name: [stride]}}
            self.add(f"occlusion-{name}", f"input:{name}", asked, array)

    def _ask_together(self, identity, method):
        """One request about both inputs, whose arrays are called like them."""
        request = {"id": identity, "layers": [f"input:{name}" for name in self.names], "target": self.target}
        inputs = {name: f"{name}.npy" for name in self.names}
        self.lines.append(json.dumps(request | {"inputs": inputs, "method": method}))

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
        masks = np.array([[0, 0, 1, 2, 2, 3, 3], [3, 2, 1, 0, 0, 1, 2], [0, 1, 0, 1, 0, 2, 2]])
        suite.of_perturbations(masks[0], masks, [3], [2])
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
    quarters = np.arange(10)[:, None, None] // 5 * 2 + np.arange(12)[None, :, None] // 7 + np.zeros(3, int)
    suite.of_perturbations(quarters, np.stack([quarters, 3 - quarters]), [4, 5, 3], [3, 2, 3])
    suite.write()
    ids = random.integers(1, 11, (3, 6)).astype(np.int32)
    suite = Single(tokens, "tokens", ids, np.zeros(6, np.int32), None, 1)
    suite.of_layer("embedding", single=False)
    suite.of_perturbations(np.array([0, 1, 1, 2, 3, 3]), np.array([[0, 0, 1, 1, 2, 2], [0, 1, 2, 3, 3, 3], [1, 1, 1, 0, 0, 0]]), [2], [1])
    suite.write()
    left, right, row = random.normal(size=(3, 4)), random.normal(size=(3, 3)), random.normal(size=4)
    suite = Pair(two_inputs, left, right, row, 1)
    suite.of_inputs()
    suite.of_layer("mixed")
    suite.of_perturbations(np.array([0, 1, 1, 2]), np.array([2, 3, 0]))
    suite.write()


if __name__ == "__main__":
    keras.utils.set_random_seed(SEED)
    torch.set_default_dtype(torch.float64)
    main()
