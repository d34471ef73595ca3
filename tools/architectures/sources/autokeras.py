"""What AutoKeras finds in one trial."""

import importlib
import tempfile

import numpy as np

from sources import keras_case
from sources.case import BATCH, version

ak = importlib.import_module("autokeras")


def make(name, case):
    random = np.random.default_rng(3)
    images = random.uniform(0, 1, (32, 16, 16, 1)).astype(np.float32)
    labels = np.arange(32) % 3
    with tempfile.TemporaryDirectory() as work:
        search = ak.ImageClassifier(max_trials=1, directory=work, seed=7, num_classes=3)
        search.fit(images, labels, epochs=1, verbose=0)
        model = search.export_model()
    keras_case.keras3(case, model, {model.inputs[0].name: images[:BATCH]}, version("autokeras"))
