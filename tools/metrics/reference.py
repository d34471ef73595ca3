"""Makes fixtures/metrics/reference.json: see README.md."""

import json
import pathlib

import numpy as np
import quantus
import tensorflow as tf
import torch
from captum.metrics import infidelity, infidelity_perturb_func_decorator, sensitivity_max
from scipy import stats
from xplique.metrics import Deletion, Insertion, MuFidelity

ROOT = pathlib.Path(__file__).resolve().parents[2]
FEATURES, HIDDEN, SAMPLES = 12, 6, 40
RNG = np.random.default_rng(11)
WEIGHTS = RNG.normal(size=(HIDDEN, FEATURES))
BIAS = RNG.normal(size=HIDDEN)
OUT = RNG.normal(size=HIDDEN)
INPUT = RNG.normal(size=FEATURES)
BASELINE = RNG.normal(size=FEATURES) / 4


def score(rows):
    return np.tanh(rows @ WEIGHTS.T + BIAS) @ OUT


def gradient(row):
    inside = np.tanh(WEIGHTS @ row + BIAS)
    return (OUT * (1 - inside**2)) @ WEIGHTS


def integrated(row, steps=50):
    nodes, weights = np.polynomial.legendre.leggauss(steps)
    mean = sum(
        w / 2 * gradient(BASELINE + (n + 1) / 2 * (row - BASELINE)) for n, w in zip(nodes, weights)
    )
    return mean * (row - BASELINE)


class Network(torch.nn.Module):
    def forward(self, rows):
        return torch.tanh(rows @ torch.tensor(WEIGHTS.T) + torch.tensor(BIAS)) @ torch.tensor(OUT)


def of_captum(attributions, product, normalize, perturbed):
    """captum's infidelity of perturbed inputs that are given."""

    @infidelity_perturb_func_decorator(product)
    def perturb(inputs, baselines=None):
        return torch.tensor(perturbed)

    arguments = {"baselines": torch.tensor(BASELINE)[None]} if product else {}
    value = infidelity(
        Network(),
        perturb,
        torch.tensor(INPUT)[None],
        torch.tensor(attributions)[None],
        n_perturb_samples=len(perturbed),
        normalize=normalize,
        **arguments,
    )
    return float(value[0])


def most_sensitive(explain, moved):
    def every(inputs):
        return (torch.tensor(np.stack([explain(row) for row in inputs[0].numpy()])),)

    value = sensitivity_max(
        every,
        torch.tensor(INPUT)[None],
        perturb_func=lambda inputs, radius: (torch.tensor(moved),),
        n_perturb_samples=len(moved),
    )
    return float(value[0])


class Fidelity(MuFidelity):
    """xplique's, which keeps what it draws."""

    def _perturb_samples(self, inputs, nb_perturbations):
        degraded, masks = super()._perturb_samples(inputs, nb_perturbations)
        self.absent = (1 - masks.numpy()[0]).astype(int)
        return degraded, masks


def of_xplique(attributions):
    # xplique knows images with channels; rows of numbers are features.
    def model(rows):
        hidden = tf.tanh(rows @ tf.constant(WEIGHTS.T, tf.float32) + tf.constant(BIAS, tf.float32))
        return hidden @ tf.constant(OUT[:, None], tf.float32)

    inputs = INPUT[None].astype(np.float32)
    targets = np.ones((1, 1), np.float32)
    absence = lambda rows: np.broadcast_to(BASELINE.astype(np.float32), rows.shape)
    explained = attributions[None].astype(np.float32)
    found = {}
    for name, metric in (("deletion", Deletion), ("insertion", Insertion)):
        for steps in (4, 5, 12):
            curve = metric(model, inputs, targets, baseline_mode=absence, steps=steps)
            scores = curve.detailed_evaluate(explained)
            entry = {"scores": [float(value) for value in scores.values()]}
            if FEATURES % steps == 0:  # xplique takes all steps for equally wide
                entry["area"] = float(curve.evaluate(explained))
            found[f"{name}-{steps}"] = entry
    tf.random.set_seed(3)
    fidelity = Fidelity(
        model, inputs, targets, batch_size=SAMPLES, subset_percent=0.3, nb_samples=SAMPLES,
        baseline_mode=absence,
    )
    value = fidelity.evaluate(explained)
    found["mu-fidelity"] = {"absent": fidelity.absent.tolist(), "value": value}
    return found


def aopc(attributions, steps):
    """Samek et al., 2017, eq. 12, of one example."""
    order = np.argsort(-attributions, kind="stable")
    scores = []
    for count in np.linspace(0, FEATURES, steps + 1, dtype=int):
        row = INPUT.copy()
        row[order[:count]] = BASELINE[order[:count]]
        scores.append(score(row))
    return float(np.sum(scores[0] - np.array(scores)) / (steps + 1))


def sensitivity_n(attributions, size):
    """Ancona et al., 2018, section 4."""
    absent = np.array([RNG.permutation(FEATURES) < size for _ in range(SAMPLES)])
    changes = score(INPUT) - score(np.where(absent, BASELINE, INPUT))
    value = stats.pearsonr(absent @ attributions, changes).statistic
    return {"absent": absent.astype(int).tolist(), "value": float(value)}


def of_quantus(attributions):
    batch = np.abs(attributions)[None]
    rows = INPUT[None]
    whole = {"display_progressbar": False, "disable_warnings": True}
    sparseness = quantus.Sparseness(**whole).evaluate_batch(x_batch=rows, a_batch=batch.copy())
    entropy = quantus.Complexity(**whole).evaluate_batch(x_batch=rows, a_batch=batch.copy())
    effective = quantus.EffectiveComplexity(eps=0.3, **whole).evaluate_batch(
        a_batch=batch / batch.max()
    )
    return {
        "sparseness": float(sparseness[0]),
        "entropy": float(entropy[0]),
        "effective-0.3": int(effective[0]),
    }


def explanation(name, attributions, product, explain):
    noise = INPUT + RNG.normal(scale=0.3, size=(SAMPLES, FEATURES))
    absent = RNG.random((SAMPLES, FEATURES)) < 0.4
    removed = np.where(absent, BASELINE, INPUT)
    moved = INPUT + RNG.uniform(-0.05, 0.05, size=(SAMPLES, FEATURES))
    return {
        "name": name,
        "attributions": attributions.tolist(),
        "mode": "global" if product else "local",
        "infidelity": [
            {
                "perturbed": rows.tolist(),
                "plain": of_captum(attributions, product, False, rows),
                "normalized": of_captum(attributions, product, True, rows),
            }
            for rows in (noise, removed)
        ],
        "sensitivity": {
            "moved": moved.tolist(),
            "explained": [explain(row).tolist() for row in moved],
            "value": most_sensitive(explain, moved),
        },
        "xplique": of_xplique(attributions),
        "aopc": {str(steps): aopc(attributions, steps) for steps in (4, 12)},
        "sensitivity-n": {str(size): sensitivity_n(attributions, size) for size in (1, 3, 8)},
        "quantus": of_quantus(attributions),
        "sum": float(attributions.sum()),
    }


def main():
    random = RNG.normal(size=FEATURES)
    document = {
        "weights": WEIGHTS.tolist(),
        "bias": BIAS.tolist(),
        "out": OUT.tolist(),
        "input": INPUT.tolist(),
        "baseline": BASELINE.tolist(),
        "score": float(score(INPUT)),
        "change": float(score(INPUT) - score(BASELINE)),
        "explanations": [
            explanation("integrated gradients", integrated(INPUT), True, integrated),
            explanation("gradient", gradient(INPUT), False, gradient),
            explanation("random", random, True, lambda row: random * row),
        ],
    }
    path = ROOT / "fixtures" / "metrics" / "reference.json"
    path.write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
