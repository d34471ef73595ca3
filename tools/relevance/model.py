"""The network of reference.py as a SavedModel.

    python model.py WEIGHTS.npz
"""

import shutil
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

class Network(tf.Module):
    """Channels last; convolutions are images' by height, width, in, out."""

    def __init__(self, weights):
        super().__init__()
        self.variables_by_name = {name: tf.Variable(value, name=name) for name, value in weights.items()}

    def __getitem__(self, name):
        return self.variables_by_name[name]

    def normalised(self, x, name):
        """As Keras' layer: of images the fused op needs 32 bits, so that this is the decomposed form."""
        inverse = tf.math.rsqrt(self[f"{name}.running_var"]) * self[f"{name}.weight"]
        return x * inverse + (self[f"{name}.bias"] - self[f"{name}.running_mean"] * inverse)

    def __call__(self, x):
        with tf.name_scope("stem"):
            x = tf.nn.bias_add(tf.nn.conv2d(x, self["stem.0.weight"], 1, "SAME"), self["stem.0.bias"])
            x = tf.nn.relu(self.normalised(x, "stem.1"))
        pooled = tf.nn.max_pool2d(x, 2, 2, "VALID")
        with tf.name_scope("branch"):
            x = tf.nn.depthwise_conv2d(pooled, self["depthwise.0.weight"], [1, 1, 1, 1], "SAME")
            x = tf.nn.relu(self.normalised(x, "depthwise.1"))
            x = self.normalised(tf.nn.conv2d(x, self["pointwise.0.weight"], 1, "SAME"), "pointwise.1")
        with tf.name_scope("joined"):
            x = tf.nn.relu(pooled + x)
        with tf.name_scope("up"):
            size = [tf.shape(x)[0], 8, 8, 4]
            x = tf.nn.conv2d_transpose(x, self["up.0.weight"], size, 2, "VALID")
            x = tf.tanh(self.normalised(tf.nn.bias_add(x, self["up.0.bias"]), "up.1"))
        x = tf.reshape(tf.nn.avg_pool2d(x, 2, 2, "VALID"), [-1, 64])
        with tf.name_scope("hidden"):
            x = tf.nn.bias_add(tf.matmul(x, self["hidden.0.weight"]), self["hidden.0.bias"])
            x = tf.nn.relu(self.normalised(x, "hidden.1"))
        with tf.name_scope("scores"):
            return tf.nn.bias_add(tf.matmul(x, self["scores.weight"]), self["scores.bias"])


def turned(name, value):
    """Torch has out, in, height, width; a transposed convolution in, out, height, width."""
    if value.ndim == 4:
        return np.transpose(value, (2, 3, 0, 1) if name.startswith("depthwise") else (2, 3, 1, 0))
    return value.T if value.ndim == 2 else value


def main(file):
    weights = {name: turned(name, value) for name, value in np.load(file).items() if value.ndim > 0}
    network = Network(weights)
    spec = tf.TensorSpec([None, 8, 8, 3], tf.float64, name="image")
    signature = tf.function(lambda image: {"scores": network(image)}).get_concrete_function(image=spec)
    images = np.load(FIXTURES / "relevance" / "images.npy")
    np.testing.assert_allclose(network(images), np.load(FIXTURES / "relevance" / "scores.npy"), rtol=1e-10)
    folder = FIXTURES / "models" / "lrp_convolutions"
    shutil.rmtree(folder, ignore_errors=True)
    tf.saved_model.save(network, str(folder), signatures=signature)
    (folder / "assets").rmdir()


if __name__ == "__main__":
    main(sys.argv[1])
