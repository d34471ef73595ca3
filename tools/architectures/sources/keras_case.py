"""Exports models of Keras 3, tf-keras and Keras 2, and keeps what their layers gave in the live model."""

import contextlib

import numpy as np
import tensorflow as tf


def vary(weights, seed=11):
    """Biases, scales and offsets begin as zeros and ones, and layer scales as nearly nothing."""
    random = np.random.default_rng(seed)
    for weight in weights:
        path = getattr(weight, "path", weight.name).split(":")[0]
        kind = path.rsplit("/", 1)[-1]
        if kind in ("gamma", "moving_variance") or path.endswith("layer_scale/gamma"):
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
        elif kind in ("beta", "bias"):
            weight.assign(random.uniform(-0.2, 0.2, weight.shape))


def record(case, keras, model, run):
    """Calls the model eagerly; layers are known by their path below the model."""
    with _recorded(keras.layers.Layer, model) as calls:
        tf.config.run_functions_eagerly(True)
        try:
            run()
        finally:
            tf.config.run_functions_eagerly(False)
    case.write_layers(calls)


@contextlib.contextmanager
def _recorded(base, model):
    original, path, calls = base.__call__, [], {}

    def call(self, *args, **kwargs):
        if self is not model:
            path.append(self.name)
        try:
            result = original(self, *args, **kwargs)
        finally:
            name = "/".join(path)
            if self is not model:
                path.pop()
        if self is not model:
            calls.setdefault(name, []).append(_floats(result))
        return result

    base.__call__ = call
    try:
        yield calls
    finally:
        base.__call__ = original


def _floats(structure):
    try:
        flat = tf.nest.flatten(structure)
    except (TypeError, ValueError):
        return []
    return [np.array(v) for v in flat if isinstance(v, tf.Tensor) and v.dtype.is_floating and hasattr(v, "numpy")]


def keras3(case, model, inputs, source, **request):
    """Keras 3's export. The inputs are those of a functional model by name, or the only one of another."""
    import keras

    _call = inputs if _named(model) else next(iter(inputs.values()))
    tensors = tf.nest.map_structure(tf.constant, _call)
    record(case, keras, model, lambda: model(tensors, training=False))
    model.export(case.model, verbose=False)
    case.write(_as_signature(case, "serve", inputs), source, "Keras 3 export", signature="serve", **request)


def keras2(case, model, inputs, source, exporter="Keras 2 save", keras=tf.keras, **request):
    """Saves a model of Keras 2 or tf-keras in TensorFlow's format."""
    given = inputs if len(inputs) > 1 else next(iter(inputs.values()))
    tensors = tf.nest.map_structure(tf.constant, given)
    record(case, keras, model, lambda: model(tensors, training=False))
    model.save(case.model, save_format="tf", include_optimizer=False)
    case.write(_as_signature(case, "serving_default", inputs), source, exporter, **request)


def function(case, keras, model, call, inputs, source, layers=True, **request):
    """
    Saves a function of tensors by name that gives a dict; for models whose own export has no fixed shapes or outputs.
    layers: whether the file holds the layers too, or just variables, for models whose layers cannot be traced by themselves.
    """
    tensors = {name: tf.constant(value) for name, value in inputs.items()}
    record(case, keras, model, lambda: call(**tensors))
    specs = {n: tf.TensorSpec((None, *v.shape[1:]), tf.as_dtype(v.dtype), name=n) for n, v in inputs.items()}
    signature = tf.function(call).get_concrete_function(**specs)
    saved = model
    if not layers:
        saved = tf.Module()
        saved.kept = model.variables
    tf.saved_model.save(saved, case.model, signatures={"serving_default": signature})
    case.write(inputs, source, "tf.saved_model.save", **request)


def _named(model):
    inputs = getattr(model, "_inputs_struct", None)
    return isinstance(inputs, dict) or len(getattr(model, "inputs", None) or [0]) > 1


def _as_signature(case, signature, inputs):
    """Where the only input has another name in the signature, that name."""
    names = list(tf.saved_model.load(case.model).signatures[signature].structured_input_signature[1])
    if len(names) == 1 == len(inputs):
        return dict(zip(names, inputs.values()))
    return inputs
