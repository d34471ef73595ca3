"""A message-passing network of TensorFlow GNN; the graph enters as plain tensors."""

import importlib

import numpy as np
import tensorflow as tf

from sources import keras_case
from sources.case import version

tfgnn = importlib.import_module("tensorflow_gnn")
NODES = 6


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    rounds = [_update(f"round{i}") for i in range(2)]
    scores = tf.keras.layers.Dense(3, name="scores")
    holder = tf.Module()
    holder.layers = [*rounds, scores]
    random = np.random.default_rng(3)
    inputs = {
        "features": random.normal(size=(NODES, 4)).astype(np.float32),
        "sources": np.array([0, 1, 2, 3, 4, 5, 0], np.int32),
        "targets": np.array([1, 2, 3, 4, 5, 0, 3], np.int32),
    }

    def call(features, sources, targets):
        graph = _graph(features, sources, targets)
        for layer in rounds:
            graph = layer(graph)
        return {"scores": scores(graph.node_sets["atoms"][tfgnn.HIDDEN_STATE])}

    call(**{n: tf.constant(v) for n, v in inputs.items()})
    keras_case.function(case, tf.keras, holder, call, inputs, version("tensorflow-gnn"))


def _graph(features, sources, targets):
    atoms = tfgnn.NodeSet.from_fields(sizes=tf.reshape(tf.shape(features)[0], [1]), features={tfgnn.HIDDEN_STATE: features})
    ends = tfgnn.Adjacency.from_indices(("atoms", sources), ("atoms", targets))
    bonds = tfgnn.EdgeSet.from_fields(sizes=tf.reshape(tf.shape(sources)[0], [1]), adjacency=ends)
    return tfgnn.GraphTensor.from_pieces(node_sets={"atoms": atoms}, edge_sets={"bonds": bonds})


def _update(name):
    convolution = tfgnn.keras.layers.SimpleConv(
        tf.keras.layers.Dense(6, "relu", name=name + "_message"), "mean", receiver_tag=tfgnn.TARGET
    )
    next_state = tfgnn.keras.layers.NextStateFromConcat(tf.keras.layers.Dense(6, "tanh", name=name + "_state"))
    update = tfgnn.keras.layers.NodeSetUpdate({"bonds": convolution}, next_state)
    return tfgnn.keras.layers.GraphUpdate(node_sets={"atoms": update}, name=name)
