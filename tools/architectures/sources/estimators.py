"""Canned Estimators, trained a few steps and exported by themselves."""

import tempfile

import numpy as np
import tensorflow as tf

from sources.case import BATCH, version

CITIES = ["bern", "rome", "oslo"]
AGE = tf.feature_column.numeric_column("age")
SIZE = tf.feature_column.numeric_column("size", shape=(2,))
CITY = tf.feature_column.categorical_column_with_vocabulary_list("city", CITIES)
EMBEDDED = tf.feature_column.embedding_column(CITY, 4)
BUCKETS = tf.feature_column.bucketized_column(AGE, [20.0, 40.0, 60.0])

ESTIMATORS = {
    "dnn": lambda **o: tf.estimator.DNNClassifier([8, 6], [AGE, SIZE, EMBEDDED], batch_norm=True, **o),
    "linear": lambda **o: tf.estimator.LinearClassifier([BUCKETS, SIZE, CITY], **o),
    "wide_deep": lambda **o: tf.estimator.DNNLinearCombinedClassifier(
        linear_feature_columns=[CITY, BUCKETS], dnn_feature_columns=[AGE, SIZE, EMBEDDED], dnn_hidden_units=[8], **o
    ),
}


def make(name, case):
    options = tf.estimator.RunConfig(tf_random_seed=7)
    with tempfile.TemporaryDirectory() as work:
        estimator = ESTIMATORS[name[len("estimator_") :]](n_classes=3, model_dir=work, config=options)
        estimator.train(_examples, steps=5)
        exported = estimator.export_saved_model(work + "/export", _receiver())
        tf.io.gfile.rename(exported.decode(), case.model)
    inputs = {k: v.numpy()[:BATCH] for k, v in _features().items()}
    inputs["city"] = inputs["city"].astype(str)
    source = version("tensorflow-estimator")
    case.write(inputs, source, "Estimator export", output="logits", signature="predict")


def _features():
    random = np.random.default_rng(3)
    return {
        "age": tf.constant(random.uniform(0, 1, (24, 1)), tf.float32),
        "size": tf.constant(random.normal(size=(24, 2)), tf.float32),
        "city": tf.constant([[CITIES[i % 3]] for i in range(24)]),
    }


def _examples():
    return tf.data.Dataset.from_tensors((_features(), tf.constant(np.arange(24) % 3))).repeat()


def _receiver():
    given = {n: (v.dtype, (None, v.shape[1])) for n, v in _features().items()}

    def receive():
        placeholders = {n: tf.compat.v1.placeholder(dtype, shape, n) for n, (dtype, shape) in given.items()}
        return tf.estimator.export.ServingInputReceiver(placeholders, placeholders)

    return receive
