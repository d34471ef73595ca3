"""Models of TensorFlow Recommenders."""

import importlib

import numpy as np
import tensorflow as tf
import tf_keras

from sources import keras_case
from sources.case import BATCH, version

tfrs = importlib.import_module("tensorflow_recommenders")
RANDOM = np.random.default_rng(3)
FEATURES = {"user": 8, "genre": 5, "city": 6}


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    globals()["_" + name[len("tfrs_") :]](case)


def _embedded(feature, size, width):
    ids = tf_keras.Input((), dtype=tf.string, name=feature)
    lookup = tf_keras.layers.StringLookup(vocabulary=[f"{feature}{i}" for i in range(size)], name=feature + "_id")
    return ids, tf_keras.layers.Embedding(size + 1, width, name=feature + "_embedding")(lookup(ids))


def _ids(features):
    return {f: np.array([f"{f}{i}" for i in RANDOM.integers(0, FEATURES[f], BATCH)]) for f in features}


def _dcn(case):
    """Deep and cross over looked-up strings."""
    ids, embedded = zip(*(_embedded(feature, size, 4) for feature, size in FEATURES.items()))
    merged = tf_keras.layers.Concatenate(name="features")(embedded)
    crossed = tfrs.layers.dcn.Cross(projection_dim=5, name="cross")(merged)
    crossed = tfrs.layers.dcn.Cross(name="cross_full")(merged, crossed)
    deep = tf_keras.layers.Dense(6, activation="relu", name="deep")(crossed)
    model = tf_keras.Model(list(ids), tf_keras.layers.Dense(1, name="rating")(deep))
    _save(case, model, _ids(FEATURES))


def _retrieval(case):
    """Two towers, and the score of each pair by feature interaction."""
    user, user_vector = _embedded("user", 8, 4)
    city, city_vector = _embedded("city", 6, 4)
    query = tf_keras.layers.Dense(4, name="query")(user_vector)
    candidate = tf_keras.layers.Dense(4, name="candidate")(city_vector)
    dots = tfrs.layers.feature_interaction.DotInteraction(name="interaction")([query, candidate])
    model = tf_keras.Model([user, city], tf_keras.layers.Dense(1, name="affinity")(dots))
    _save(case, model, _ids(["user", "city"]))


def _save(case, model, inputs):
    keras_case.vary(model.weights)
    keras_case.keras2(
        case, model, inputs, version("tensorflow-recommenders"), "tf-keras save", tf_keras, target=0
    )
