"""Graph neural networks of Spektral, in batches of dense graphs."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import BATCH, version

layers = importlib.import_module("spektral.layers")
convolutions = importlib.import_module("spektral.layers.convolutional.conv")
convolutions.check_dtypes_decorator = lambda call: call  # which Keras 2.15 takes for a call without inputs
NODES, FEATURES = 6, 4
RANDOM = np.random.default_rng(3)


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    x, a = tf.keras.Input((NODES, FEATURES), name="x"), tf.keras.Input((NODES, NODES), name="a")
    inputs = {"x": RANDOM.normal(size=(BATCH, NODES, FEATURES)).astype(np.float32), "a": _adjacency()}
    taken, hidden = [x, a], globals()["_" + name[len("spektral_") :]](x, a)
    pooled = layers.GlobalAttentionPool(5, name="pool")(hidden)
    model = tf.keras.Model(taken, tf.keras.layers.Dense(3, name="scores")(pooled))
    keras_case.vary(model.weights)
    keras_case.keras2(case, model, inputs, version("spektral"))


def _adjacency():
    upper = np.triu(RANDOM.uniform(size=(BATCH, NODES, NODES)) < 0.5, 1)
    a = (upper + upper.transpose(0, 2, 1) + np.eye(NODES)).astype(np.float32)
    return a / a.sum(-1, keepdims=True)


def _gcn(x, a):
    hidden = layers.GCNConv(8, activation="relu", name="gcn1")([x, a])
    return layers.GCSConv(6, activation="tanh", name="gcs2")([hidden, a])


def _gat(x, a):
    hidden = layers.GATConv(4, attn_heads=2, activation="elu", dropout_rate=0.0, name="gat1")([x, a])
    return layers.ARMAConv(6, order=2, iterations=2, share_weights=True, name="arma2")([hidden, a])


def _ecc(x, a):
    pooled, coarse = layers.MinCutPool(3, name="mincut")([layers.GCSConv(6, activation="relu", name="gcs1")([x, a]), a])
    return layers.GCSConv(6, activation="relu", name="gcs2")([pooled, coarse])
