"""TensorFlow's own gradients of tensors of a SavedModel, whoever exported it.

The signature's graph is flattened, loaded by TensorFlow's loader, and differentiated by tf.gradients.
"""

import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import saved_model_pb2
from tensorflow.python.saved_model.loader_impl import SavedModelLoader

import flatten

v1 = tf.compat.v1


class Reference:
    """One signature, loaded. Tensors are called as attribution.json calls them: without the calls around them."""

    def __init__(self, path, signature):
        v1.disable_eager_execution()
        v1.disable_control_flow_v2()  # for gradients of arrays in loops of TensorFlow 1; newer loops stay what they are
        self.flat = flatten.Flattener(path).flatten(signature)
        self.graph = tf.Graph()
        self.copy = tempfile.TemporaryDirectory()
        _write(path, self.copy.name, self.flat.meta)
        self.loader = SavedModelLoader(self.copy.name)
        self.saver, _ = self.loader.load_graph(self.graph, ["serve"])
        self.signature = self.flat.meta.signature_def[signature]
        for kind, saved in self.flat.gradients.items():
            tf.RegisterGradient(kind)(self._gradient_of(saved))

    def gradients(self, inputs, output, target, names):
        """By name: activation and gradient of the target, summed over the batch; a list, where a name stands for several."""
        with self.graph.as_default():
            score = _score(self._output(output), target)
            tensors = {name: self._tensors(name) for name in names}
            unique = list({t.ref(): t for found in tensors.values() for t in found}.values())
            slopes = tf.gradients(score, unique, unconnected_gradients=tf.UnconnectedGradients.ZERO)
            slopes = [tf.convert_to_tensor(s) for s in slopes]
        feeds = {self.signature.inputs[name].name: value for name, value in inputs.items()}
        values = self._run([unique, slopes], feeds)
        by_tensor = {t.ref(): pair for t, pair in zip(unique, zip(*values))}
        return {name: [by_tensor[t.ref()] for t in found] for name, found in tensors.items()}

    def _run(self, fetches, feeds):
        """In a session of its own: gradients of branches and loops change nodes, which must not have run before."""
        with v1.Session(graph=self.graph, config=_unoptimised()) as session:
            self.loader.restore_variables(session, self.saver)
            self.loader.run_init_ops(session, ["serve"])
            return session.run(fetches, feeds)

    def _output(self, name):
        if name in self.signature.outputs:
            return self.graph.get_tensor_by_name(self.signature.outputs[name].name)
        (tensor,) = self._tensors(name)
        return tensor

    def _tensors(self, name):
        node, index = name.rsplit(":", 1)
        return [self.graph.get_tensor_by_name(f"{flat}:{index}") for flat in self.flat.tensors.get(node, [node])]

    def _gradient_of(self, saved):
        def gradient(_, *slopes):
            captures = [self.graph.get_tensor_by_name(name) for name in saved.captures]
            function = self.graph._get_function(saved.function)
            types = [output.type for output in function.cached_definition.signature.output_arg]
            results = iter(tf.raw_ops.PartitionedCall(args=[*slopes, *captures], Tout=types, f=function))
            return [next(results) if given else None for given in saved.given]

        return gradient


def _unoptimised():
    """As the graph stands: optimisations would fuse what is compared."""
    config = v1.ConfigProto()
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    return config


def _write(path, copy, meta):
    """The loader takes a directory; variables and assets stay where they are."""
    model = saved_model_pb2.SavedModel(saved_model_schema_version=1, meta_graphs=[meta])
    with open(os.path.join(copy, "saved_model.pb"), "wb") as file:
        file.write(model.SerializeToString())
    for part in ("variables", "assets"):
        if os.path.isdir(os.path.join(path, part)):
            shutil.copytree(os.path.join(path, part), os.path.join(copy, part))


def _score(output, target):
    if target is None:
        return tf.reduce_sum(output)
    index = [target] if np.isscalar(target) else list(target)
    return tf.reduce_sum(output[(slice(None), *index)])
