package io.attributable.graph.flat;

import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Turns bodies into flat nodes, replacing each call by the body of the function it calls.
 *
 * <p>Source: {@code tensorflow/core/common_runtime/inline_function_utils.cc}, {@code
 * InlineFunctionBody}.
 */
public final class Inliner {
  private final String model;
  private final FunctionLibrary library;
  private final OpRegistry ops;
  private final NodeCheck check;
  private final List<FlatNode> emitted = new ArrayList<>();
  private final List<Origin.Body> bodies = new ArrayList<>();

  public Inliner(String model, FunctionLibrary library, OpRegistry ops) {
    this.model = model;
    this.library = library;
    this.ops = ops;
    this.check = new NodeCheck(model);
  }

  /** What was emitted so far, in topological order. */
  public List<FlatNode> nodes() {
    return emitted;
  }

  /** The bodies that the nodes came from, by instance. */
  public List<Origin.Body> bodies() {
    return bodies;
  }

  public Frame inlineOutermost(List<NodeDef> ordered) {
    new InlinedSize(model, library).requireFinite(ordered);
    Frame frame = Frame.outermost();
    bodies.add(frame.body(0));
    inline(ordered, frame, Set.of());
    return frame;
  }

  /** Makes a graph of a function; its arguments become placeholders of their names. */
  Frame inlineFunction(FunctionDef function, List<FlatNode.Output> arguments, Frame frame) {
    new InlinedSize(model, library).requireFinite(function.getNodeDefList());
    bodies.add(frame.body(0));
    for (int i = 0; i < arguments.size(); i++) {
      String name = function.getSignature().getInputArg(i).getName();
      FlatNode placeholder = placeholder(name, arguments.get(i));
      emitted.add(placeholder);
      frame.bind(name, placeholder.output(0));
    }
    inline(NodeOrder.of(function.getNodeDefList()), frame, Set.of());
    return frame;
  }

  private FlatNode placeholder(String name, FlatNode.Output argument) {
    return NodeBuilder.placeholder(argument.type(), argument.shape()).build(name);
  }

  private void inline(List<NodeDef> ordered, Frame frame, Set<String> before) {
    frame.take(ordered);
    for (NodeDef node : ordered) {
      if (library.isCall(node)) {
        frame.put(node.getName(), call(node, frame, before));
      } else {
        emit(node, frame, before);
      }
    }
  }

  private void emit(NodeDef node, Frame frame, Set<String> before) {
    OpDef op = ops.require(node.getOp(), node.getName(), model);
    Map<String, AttrValue> attributes = attributes(node, frame);
    FlatNode flat =
        new FlatNode(
            frame.flatName(node.getName()),
            frame.scopedName(node.getName()),
            frame.instance(),
            op,
            dataInputs(node).map(frame::resolve).collect(Collectors.toList()),
            List.copyOf(controls(node, frame, op.getIsStateful() ? before : Set.of())),
            attributes,
            NodeOutputs.outputs(op, attributes, statedShapes(node)));
    check.check(flat);
    emitted.add(flat);
    frame.put(node.getName(), flat);
  }

  private Frame.Call call(NodeDef node, Frame caller, Set<String> before) {
    FunctionDef function = library.callee(node);
    Frame frame =
        caller.called(
            node.getName(), bodies.size(), function.getSignature().getName(), given(node, caller));
    bodies.add(frame.body(caller.instance()));
    bind(function, node, caller, frame);
    inline(NodeOrder.of(function.getNodeDefList()), frame, controls(node, caller, before));
    return result(function, frame);
  }

  private void bind(FunctionDef function, NodeDef call, Frame caller, Frame frame) {
    List<TensorRef> values = dataInputs(call).map(caller::resolve).collect(Collectors.toList());
    List<OpDef.ArgDef> arguments = function.getSignature().getInputArgList();
    if (values.size() != arguments.size()) {
      throw new IllegalArgumentException(
          String.format(
              "node \"%s\" gives %d arguments to function \"%s\", which takes %d",
              call.getName(), values.size(), function.getSignature().getName(), arguments.size()));
    }
    for (int i = 0; i < values.size(); i++) {
      frame.bind(arguments.get(i).getName(), values.get(i));
    }
  }

  static Frame.Call result(FunctionDef function, Frame frame) {
    Map<String, TensorRef> results = new LinkedHashMap<>();
    for (OpDef.ArgDef output : function.getSignature().getOutputArgList()) {
      results.put(output.getName(), frame.resolve(returned(function, output.getName())));
    }
    List<String> controls =
        function.getControlRetMap().values().stream()
            .sorted()
            .flatMap(node -> frame.controls(node).stream())
            .distinct()
            .collect(Collectors.toList());
    return new Frame.Call(results, List.copyOf(results.keySet()), controls);
  }

  /**
   * What a function returns as one of its outputs.
   *
   * @throws IllegalArgumentException if the function does not declare it
   */
  public static String returned(FunctionDef function, String output) {
    String tensor = function.getRetOrDefault(output, "");
    if (tensor.isEmpty()) {
      throw new IllegalArgumentException(
          "function \""
              + function.getSignature().getName()
              + "\" does not say what it returns as \""
              + output
              + "\"");
    }
    return tensor;
  }

  /** What a call fills into its function's attributes; it may hand on what its own caller gave. */
  private static Map<String, AttrValue> given(NodeDef call, Frame caller) {
    Map<String, AttrValue> given =
        new HashMap<>(
            call.containsAttr("f")
                ? call.getAttrOrThrow("f").getFunc().getAttrMap()
                : call.getAttrMap());
    given.replaceAll((name, value) -> Attributes.substitute(value, caller.attributes()));
    return given;
  }

  /** Colocation and shapes speak of names and sizes as they were before inlining. */
  private static Map<String, AttrValue> attributes(NodeDef node, Frame frame) {
    Map<String, AttrValue> attributes = new LinkedHashMap<>(node.getAttrMap());
    attributes.remove("_class");
    attributes.remove("_output_shapes");
    attributes.replaceAll((name, value) -> Attributes.substitute(value, frame.attributes()));
    return attributes;
  }

  private static List<TensorShapeProto> statedShapes(NodeDef node) {
    return node.getAttrOrDefault("_output_shapes", AttrValue.getDefaultInstance())
        .getList()
        .getShapeList();
  }

  private static Stream<String> dataInputs(NodeDef node) {
    return node.getInputList().stream().filter(input -> !input.startsWith("^"));
  }

  private static Set<String> controls(NodeDef node, Frame frame, Set<String> before) {
    Set<String> controls = new LinkedHashSet<>(before);
    node.getInputList().stream()
        .filter(input -> input.startsWith("^"))
        .forEach(input -> controls.addAll(frame.controls(NodeOrder.nodeOf(input))));
    return controls;
  }
}
