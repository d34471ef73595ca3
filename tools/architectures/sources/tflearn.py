"""A recurrent and convolutional text classifier of TFLearn, on TensorFlow 1."""

import importlib

import numpy as np
import tensorflow as tf

from sources.case import BATCH, version

tflearn = importlib.import_module("tflearn")
LENGTH = 8


def make(name, case):
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        tflearn.config.init_training_mode()
        words = tflearn.input_data(shape=[None, LENGTH], dtype=tf.int32, name="words")
        embedded = tflearn.embedding(words, input_dim=30, output_dim=6, name="embedding")
        recurrent = tflearn.lstm(embedded, 5, dynamic=True, name="lstm")
        convolved = tf.reduce_max(tflearn.conv_1d(embedded, 6, 3, activation="relu", name="conv"), 1)
        merged = tflearn.merge([recurrent, convolved], "concat", axis=1)
        scores = tflearn.fully_connected(merged, 3, name="scores")
        session.run(tf.global_variables_initializer())
        tflearn.is_training(False, session)
        signature = tf.saved_model.predict_signature_def({"words": words}, {"scores": scores})
        builder = tf.saved_model.Builder(case.model)
        builder.add_meta_graph_and_variables(session, ["serve"], {"serving_default": signature})
        builder.save()
    inputs = {"words": np.random.RandomState(5).randint(1, 30, (BATCH, LENGTH)).astype(np.int32)}
    case.write(inputs, version("tflearn"), "TF1 builder")
