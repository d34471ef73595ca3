"""A copy of a SavedModel whose signature calls no functions, so that every tensor is one of a plain graph.

Written against TensorFlow's formats alone, as the numbers that come of it judge this library's own flattening.
"""

import os
from typing import NamedTuple

from tensorflow.core.protobuf import saved_model_pb2
from tensorflow.python.framework import op_def_registry

CALLS = ("PartitionedCall", "StatefulPartitionedCall")
GRADIENT = "_gradient_op_type"


class SavedGradient(NamedTuple):
    """A gradient that the author wrote: a function, what it takes behind the incoming gradients, to which inputs it gives one."""

    function: str
    captures: list
    given: list


class Flat(NamedTuple):
    """tensors: from names without the calls around them to nodes of the graph, several where a function was called twice."""

    meta: object
    tensors: dict
    gradients: dict


class Frame:
    """One body: the outermost graph, or a function where it is called."""

    def __init__(self, prefix, scope, function, caller, arguments):
        self.prefix, self.scope, self.function, self.caller = prefix, scope, function, caller
        self.arguments = arguments
        self.calls, self.nodes = {}, {}

    def resolve(self, tensor):
        node, *rest = tensor.split(":")
        if not rest and node in self.arguments:
            return self.arguments[node]
        index = int(rest[-1]) if rest else 0
        if node in self.calls:
            results = self.calls[node]
            if len(rest) == 2 and rest[0] in results:
                return results[rest[0]]
            return list(results.values())[index]
        if len(rest) == 2:
            index += _offset(self.nodes[node], rest[0])
        return f"{self.prefix}{node}:{index}"


class Flattener:
    def __init__(self, path):
        model = saved_model_pb2.SavedModel()
        with open(os.path.join(path, "saved_model.pb"), "rb") as file:
            model.ParseFromString(file.read())
        self.meta = next(m for m in model.meta_graphs if "serve" in m.meta_info_def.tags)
        self.functions = {f.signature.name: f for f in self.meta.graph_def.library.function}
        self.saved = {g.registered_op_type: g.gradient_func for g in self.meta.graph_def.library.registered_gradients}
        self.nodes, self.tensors, self.gradients = [], {}, {}

    def flatten(self, signature):
        graph = self.meta.graph_def
        wanted = _needed(graph.node, self.meta.signature_def[signature].outputs.values())
        outermost = Frame("", "", "", None, {})
        self._inline([n for n in graph.node if n.name in wanted], outermost)
        others = [n for n in graph.node if n.name not in wanted]
        _redirect(self.meta.signature_def[signature].outputs.values(), outermost)
        del graph.node[:]
        graph.node.extend(others + self.nodes)
        return Flat(self.meta, self.tensors, self.gradients)

    def _inline(self, nodes, frame):
        for node in _sorted(nodes, frame.function != ""):
            if node.op in CALLS or node.op in self.functions:
                self._call(node, frame)
            else:
                self._emit(node, frame)

    def _call(self, node, frame):
        name = node.attr["f"].func.name if node.op in CALLS else node.op
        function = self.functions[name]
        values = [frame.resolve(i) for i in node.input if not i.startswith("^")]
        arguments = {a.name: v for a, v in zip(function.signature.input_arg, values)}
        scope = frame.scope + node.name[: node.name.rfind("/") + 1]
        called = Frame(f"{frame.prefix}{node.name}/", scope, name, frame, arguments)
        self._inline(list(function.node_def), called)
        frame.calls[node.name] = {
            output.name: called.resolve(function.ret[output.name]) for output in function.signature.output_arg
        }

    def _emit(self, node, frame):
        flat = type(node)()
        flat.CopyFrom(node)
        flat.name = frame.prefix + node.name
        frame.nodes[node.name] = flat
        del flat.input[:]
        flat.input.extend(frame.resolve(i) for i in node.input if not i.startswith("^"))
        if not frame.function:
            flat.input.extend(i for i in node.input if i.startswith("^") and i[1:] not in frame.calls)
        for attribute in ("_class", "_output_shapes") if frame.function else ("_class",):
            flat.attr.pop(attribute, None)
        self._gradient(flat, frame)
        self.nodes.append(flat)
        self.tensors.setdefault(frame.scope + node.name, []).append(flat.name)

    def _gradient(self, node, frame):
        """What was saved is registered anew for each node; where nothing was, the ops that are there have their own."""
        if GRADIENT not in node.attr:
            return
        function = self.saved.get(node.attr[GRADIENT].s.decode())
        del node.attr[GRADIENT]
        if function is not None:
            kind = f"Saved/{node.name}"
            self.gradients[kind] = SavedGradient(function, self._captures(function, frame), self._given(function))
            node.attr[GRADIENT].s = kind.encode()

    def _given(self, function):
        results = self.meta.object_graph_def.concrete_functions[function].output_signature
        kind = results.WhichOneof("kind")
        listed = getattr(results, kind).values if kind in ("list_value", "tuple_value") else [results]
        return [value.WhichOneof("kind") != "none_value" for value in listed]

    def _captures(self, function, frame):
        objects = self.meta.object_graph_def
        return [self._capture(objects.nodes[i], frame) for i in objects.concrete_functions[function].bound_inputs]

    def _capture(self, node, frame):
        kind = node.WhichOneof("kind")
        if kind == "captured_tensor":
            while frame.function and frame.function != node.captured_tensor.concrete_function:
                frame = frame.caller
            return frame.resolve(node.captured_tensor.name)
        if kind == "constant":
            return f"{node.constant.operation}:0"
        raise NotImplementedError(f"a saved gradient that captures a {kind}")


def _offset(node, argument):
    """Where an op's output argument begins among its tensors."""
    offset = 0
    for output in op_def_registry.get(node.op).output_arg:
        if output.name == argument:
            return offset
        if output.number_attr:
            offset += node.attr[output.number_attr].i
        elif output.type_list_attr:
            offset += len(node.attr[output.type_list_attr].list.type)
        else:
            offset += 1
    raise KeyError(f"{node.op} has no output {argument}")


def _needed(nodes, outputs):
    by_name = {node.name: node for node in nodes}
    waiting, found = [_name(o.name) for o in outputs if o.name], set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_name(i) for i in by_name[name].input)
    return found


def _sorted(nodes, function):
    """Before their consumers; loops of TensorFlow 1 close behind them."""
    by_name, done, order = {n.name: n for n in nodes}, set(), []
    for start in nodes:
        waiting = [(start, False)]
        while waiting:
            node, ready = waiting.pop()
            if ready:
                order.append(node)
            elif node.name not in done:
                done.add(node.name)
                waiting.append((node, True))
                back = node.op in ("Merge", "RefMerge") and not function
                inputs = [i for i in node.input if not (back and by_name[_name(i)].op == "NextIteration")]
                waiting.extend((by_name[_name(i)], False) for i in inputs if _name(i) in by_name)
    return order


def _redirect(outputs, frame):
    for output in outputs:
        if output.name:
            output.name = frame.resolve(output.name)


def _name(tensor):
    return tensor.lstrip("^").split(":")[0]
