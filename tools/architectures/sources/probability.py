"""Models of TensorFlow Probability."""

import numpy as np
import tensorflow as tf
import tensorflow_probability as tfp
import tf_keras

from sources import keras_case
from sources.case import BATCH, version

RANDOM = np.random.default_rng(3)


def make(name, case):
    tf.keras.utils.set_random_seed(7)
    globals()["_" + name[len("tfp_") :]](case)


def _points(size):
    return RANDOM.normal(size=(BATCH, size)).astype(np.float32)


def _dense_variational(case):
    """Draws its weights anew for each run: the sweep has to say that it is random, not to compare it."""
    layers = [tfp.layers.DenseFlipout(6, activation="relu"), tf_keras.layers.Dense(5), tfp.layers.DenseReparameterization(3)]
    model = tf_keras.Sequential([tf_keras.layers.InputLayer((4,), name="x"), *layers])
    _save(case, model, _points(4), random=True)


def _mixture(case):
    """The mean of a mixture whose parameters a network gives."""
    x = tf_keras.Input((4,), name="x")
    hidden = tf_keras.layers.Dense(8, activation="tanh", name="hidden")(x)
    parameters = tf_keras.layers.Dense(tfp.layers.MixtureNormal.params_size(3, [2]), name="parameters")(hidden)
    mixture = tfp.layers.MixtureNormal(3, [2], convert_to_tensor_fn=tfp.distributions.Distribution.mean)(parameters)
    _save(case, tf_keras.Model(x, mixture), _points(4))


def _flow(case):
    """Log densities of a masked autoregressive flow."""
    networks = [tfp.bijectors.AutoregressiveNetwork(2, hidden_units=[6], activation="tanh") for _ in range(2)]
    flows = [tfp.bijectors.MaskedAutoregressiveFlow(network) for network in networks]
    bijector = tfp.bijectors.Chain([flows[0], tfp.bijectors.Permute([1, 2, 0]), flows[1]])
    base = tfp.distributions.MultivariateNormalDiag(tf.zeros(3), tf.ones(3))
    density = tfp.distributions.TransformedDistribution(base, bijector)
    holder = tf.Module()
    holder.networks = networks

    def call(x):
        return {"log_prob": density.log_prob(x)}

    call(tf.constant(_points(3)))
    x = {"x": _points(3)}
    specs = tf.TensorSpec((None, 3), tf.float32, name="x")
    tf.saved_model.save(holder, case.model, signatures=tf.function(call).get_concrete_function(specs))
    case.write(x, version("tensorflow-probability"), "tf.saved_model.save", target=None)


def _save(case, model, x, **request):
    keras_case.vary(model.weights)
    keras_case.keras2(case, model, {"x": x}, version("tensorflow-probability"), "tf-keras save", tf_keras, **request)
