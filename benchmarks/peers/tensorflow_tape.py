"""TensorFlow: a compiled function with a GradientTape, on the Keras model cut at the layer."""

import functools

import keras
import tensorflow as tf

import keras_models  # noqa: F401, registers its layers


@functools.lru_cache(maxsize=1)
def _load(file):
    return keras.models.load_model(file, compile=False)


def prepare(models, name, layer, examples, targets, once):
    model = _load(models / f"{name}.keras")
    cut = model.get_layer(layer).output
    lower = keras.Model(model.inputs, cut)
    upper = keras.Model(cut, model.outputs[0])

    def attribute(inputs, classes):
        activation = lower(inputs, training=False)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(activation)
            score = tf.reduce_sum(tf.gather(upper(activation, training=False), classes, batch_dims=1))
        return tape.gradient(score, activation) * activation

    run = attribute if once else tf.function(attribute)
    return lambda: run(tf.constant(examples), tf.constant(targets)).numpy()
