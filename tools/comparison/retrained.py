"""Makes fixtures/comparison/retrained, the model digits with other weights: see README.md."""

import pathlib
import shutil

import numpy as np
import tensorflow as tf

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    source = ROOT / "fixtures" / "models" / "digits"
    target = ROOT / "fixtures" / "comparison" / "retrained"
    shutil.rmtree(target, ignore_errors=True)
    (target / "variables").mkdir(parents=True)
    shutil.copy(source / "saved_model.pb", target)
    checkpoint = tf.train.load_checkpoint(str(source / "variables" / "variables"))
    rng = np.random.default_rng(3)
    names = sorted(checkpoint.get_variable_to_shape_map())
    values = [changed(checkpoint.get_tensor(name), rng) for name in names]
    tf.raw_ops.SaveV2(
        prefix=str(target / "variables" / "variables"),
        tensor_names=names,
        shape_and_slices=[""] * len(names),
        tensors=values,
    )


def changed(value, rng):
    """A little noise, as training once more would bring."""
    value = np.asarray(value)
    if value.dtype != np.float32:
        return tf.constant(value)
    noise = 0.02 * np.std(value) * rng.normal(size=value.shape)
    return tf.constant((value + noise).astype(np.float32))


if __name__ == "__main__":
    main()
