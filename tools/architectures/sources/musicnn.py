"""A music tagger of TensorFlow 1, with its trained weights from the wheel."""

import importlib
import os

import numpy as np
import tensorflow as tf

from sources.case import BATCH, version

models = importlib.import_module("musicnn.models")
FRAMES, BANDS, TAGS = 187, 96, 50


def make(name, case):
    folder = os.path.join(os.path.dirname(models.__file__), "MTT_musicnn/")
    with tf.Graph().as_default(), tf.Session() as session:
        spectrum = tf.placeholder(tf.float32, [None, FRAMES, BANDS], name="spectrum")
        training = tf.constant(False)
        with tf.name_scope("model"):
            scores = models.define_model(spectrum, training, "MTT_musicnn", TAGS)[0]
        tf.train.Saver().restore(session, folder)
        signature = tf.saved_model.predict_signature_def({"spectrum": spectrum}, {"scores": scores})
        builder = tf.saved_model.Builder(case.model)
        builder.add_meta_graph_and_variables(session, ["serve"], {"serving_default": signature})
        builder.save()
    inputs = {"spectrum": np.random.RandomState(5).uniform(0, 3, (BATCH, FRAMES, BANDS)).astype(np.float32)}
    case.write(inputs, version("musicnn"), "TF1 builder", target=3)
