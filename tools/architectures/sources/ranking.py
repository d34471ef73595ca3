"""A listwise ranking network of TensorFlow Ranking."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

tfr = importlib.import_module("tensorflow_ranking")


def make(name, case):
    """Cross-document attention over the documents of a list, and a score for each document."""
    tf.keras.utils.set_random_seed(7)
    network = tfr.keras.canned.DNNRankingNetwork(
        context_feature_columns={"query": tf.feature_column.numeric_column("query", shape=(2,))},
        example_feature_columns={"document": tf.feature_column.numeric_column("document", shape=(3,))},
        hidden_layer_dims=[8, 6], use_batch_norm=True,
    )  # fmt: skip
    random = np.random.default_rng(3)
    inputs = {
        "query": random.normal(size=(BATCH, 2)).astype(np.float32),
        "document": random.normal(size=(BATCH, 4, 3)).astype(np.float32),
        "mask": np.array([[True] * 4, [True] * 3 + [False]]),
    }

    def call(query, document, mask):
        return {"scores": network({"query": query, "document": document}, mask=mask, training=False)}

    call(**inputs)
    keras_case.vary(network.weights)
    keras_case.function(case, tf.keras, network, call, inputs, version("tensorflow-ranking"), target=2)
