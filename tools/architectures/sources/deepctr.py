"""Click-through models of DeepCTR."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

columns = importlib.import_module("deepctr.feature_column")
models = importlib.import_module("deepctr.models")
RANDOM = np.random.default_rng(3)
HISTORY = 4


def make(name, case):
    network = name[len("deepctr_") :]
    tf.keras.utils.set_random_seed(7)
    build = _by_history if network == "DIN" else _by_features
    model, inputs = build(getattr(models, network), network)
    keras_case.vary(model.weights)
    keras_case.keras2(case, model, {n: inputs[n] for n in model.input_names}, version("deepctr"), target=0)


def _by_features(build, network):
    features = [columns.SparseFeat(n, vocabulary_size=9, embedding_dim=4) for n in ("user", "ad", "site")]
    features.append(columns.DenseFeat("age", 1))
    model = build(features, features, task="binary", dnn_hidden_units=(8, 6))
    return model, {**_ids("user", "ad", "site"), "age": RANDOM.uniform(size=(BATCH, 1)).astype(np.float32)}


def _by_history(build, network):
    features = [columns.SparseFeat(n, 9, embedding_dim=4) for n in ("user", "item")]
    history = columns.SparseFeat("hist_item", 9, embedding_dim=4, embedding_name="item")
    features.append(columns.VarLenSparseFeat(history, HISTORY, length_name="seq_length"))
    model = build(features, ["item"], dnn_hidden_units=(8, 6))
    inputs = {**_ids("user", "item"), "seq_length": np.array([[HISTORY], [2]], np.int32)}
    inputs["hist_item"] = np.array([[3, 1, 4, 2], [5, 6, 0, 0]], np.int32)
    return model, inputs


def _ids(*names):
    return {n: RANDOM.integers(1, 9, (BATCH, 1)).astype(np.int32) for n in names}
