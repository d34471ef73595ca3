"""Makes fixtures/comparison/metrics.json: see README.md."""

import json
import pathlib

import numpy as np
from scipy import stats
from scipy.spatial import distance
from sklearn.metrics import ndcg_score

ROOT = pathlib.Path(__file__).resolve().parents[2]


def top_k(one, other, k):
    """The part of the k values of largest magnitude that both have; ties go to the first places."""
    largest = [set(np.argsort(-np.abs(v), kind="stable")[:k].tolist()) for v in (one, other)]
    return len(largest[0] & largest[1]) / min(k, len(one))


def scaled(vector):
    """Both are free of scale, but SciPy squares what would vanish."""
    return vector / np.max(np.abs(vector))


def metrics(one, other, k):
    scale = np.max(np.abs(one))
    return {
        "spearman": float(stats.spearmanr(one, other).statistic),
        "kendall": float(stats.kendalltau(one, other, variant="b").statistic),
        "top-k": top_k(one, other, k),
        "signs": float(np.mean(np.sign(one) == np.sign(other))),
        "cosine": float(1 - distance.cosine(scaled(one), scaled(other))),
        "distance": float(np.linalg.norm((one - other) / scale) / np.linalg.norm(one / scale)),
    }


def pairs():
    rng = np.random.default_rng(7)
    one = rng.normal(size=50)
    yield "noise", one, rng.normal(size=50)
    yield "near", one, one + 0.1 * rng.normal(size=50)
    yield "opposite", one, -one
    yield "scaled", one, 3 * one
    ties = rng.integers(-2, 3, size=60).astype(float)
    yield "ties", ties, rng.integers(-2, 3, size=60).astype(float)
    yield "ties of one", ties, rng.normal(size=60)
    sparse = np.where(rng.random(200) < 0.8, 0.0, rng.normal(size=200))
    yield "sparse", sparse, np.where(rng.random(200) < 0.8, 0.0, sparse)
    yield "large", rng.normal(size=400), rng.normal(size=400)
    single = rng.normal(size=40).astype(np.float32).astype(float)
    yield "float32", single, (single + 1e-3).astype(np.float32).astype(float)
    yield "tiny", one * 1e-200, (one + 0.2 * rng.normal(size=50)) * 1e-200
    yield "two", np.array([1.0, 2.0]), np.array([2.0, 1.0])


def rankings():
    rng = np.random.default_rng(11)
    for features in (3, 8, 20):
        reference = rng.random(features)
        for noise in (0.0, 0.2, 1.0):
            window = np.abs(reference + noise * rng.normal(size=features))
            yield {
                "reference": reference.tolist(),
                "window": window.tolist(),
                "ndcg": float(ndcg_score([reference], [window])),
            }


def main():
    cases = [
        {"name": name, "one": one.tolist(), "other": other.tolist(), "k": 10, **metrics(one, other, 10)}
        for name, one, other in pairs()
    ]
    target = ROOT / "fixtures" / "comparison" / "metrics.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"pairs": cases, "rankings": list(rankings())}, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
