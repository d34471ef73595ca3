package io.attributable.graph.flat;

import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/** One body being inlined, the outermost graph or a function's, and the tensors of its names. */
public final class Frame {
  private final String prefix;
  private final String scopePrefix;
  private final int instance;
  private final Map<String, AttrValue> attributes;
  private final Map<String, TensorRef> arguments = new HashMap<>();
  private final Map<String, FlatNode> nodes = new HashMap<>();
  private final Map<String, Call> calls = new HashMap<>();
  private final NavigableSet<String> taken = new TreeSet<>();
  private final String function;

  /**
   * What is left of an inlined call.
   *
   * @param results by output argument
   * @param order the output arguments, in order
   * @param controls what has run once the call is over
   */
  record Call(Map<String, TensorRef> results, List<String> order, List<String> controls) {}

  private Frame(
      String prefix,
      String scopePrefix,
      int instance,
      Map<String, AttrValue> attributes,
      String function) {
    this.prefix = prefix;
    this.scopePrefix = scopePrefix;
    this.instance = instance;
    this.attributes = attributes;
    this.function = function;
  }

  static Frame outermost() {
    return new Frame("", "", 0, Map.of(), "");
  }

  /** The frame of a function that is a graph of its own, such as the body of a loop. */
  static Frame ofFunction(String name, Map<String, AttrValue> given) {
    return new Frame("", "", 0, given, name);
  }

  /** The frame of a function called from this one. */
  Frame called(String callNode, int calledInstance, String name, Map<String, AttrValue> given) {
    String scope = scopePrefix + callNode.substring(0, callNode.lastIndexOf('/') + 1);
    return new Frame(prefix + freeScope(callNode), scope, calledInstance, given, name);
  }

  /** Sets the nodes of the body. */
  void take(Iterable<NodeDef> body) {
    body.forEach(node -> taken.add(node.getName()));
  }

  /** What the names of a called function's nodes begin with, and none of this body's. */
  private String freeScope(String callNode) {
    String scope = callNode + "/";
    while (isTaken(scope)) {
      scope = scope.substring(0, scope.length() - 1) + "_/";
    }
    taken.add(scope);
    return scope;
  }

  private boolean isTaken(String scope) {
    String next = taken.ceiling(scope);
    return next != null && next.startsWith(scope);
  }

  /** The body, as the graph remembers it. */
  Origin.Body body(int caller) {
    return new Origin.Body(caller, scopePrefix, function, this::resolve);
  }

  private boolean isFunction() {
    return !function.isEmpty();
  }

  String flatName(String node) {
    return prefix + node;
  }

  String scopedName(String node) {
    return scopePrefix + node;
  }

  int instance() {
    return instance;
  }

  Map<String, AttrValue> attributes() {
    return attributes;
  }

  void bind(String argument, TensorRef value) {
    arguments.put(argument, value);
  }

  void put(String node, FlatNode flat) {
    nodes.put(node, flat);
  }

  void put(String node, Call call) {
    calls.put(node, call);
  }

  /**
   * The tensor that an input string names: {@code argument}, {@code node:outArg:index} in
   * functions, {@code node:index} in graphs.
   */
  public TensorRef resolve(String input) {
    String[] parts = input.split(":", -1);
    TensorRef argument = isFunction() && parts.length == 1 ? arguments.get(parts[0]) : null;
    if (argument != null) {
      return argument;
    }
    int index = index(input, parts);
    Call call = calls.get(parts[0]);
    if (call != null) {
      return ofCall(call, input, parts, index);
    }
    FlatNode node = nodes.get(parts[0]);
    if (node == null) {
      return backEdge(input, parts[0], index);
    }
    long offset =
        parts.length == 3 ? NodeOutputs.offset(node.definition(), node.attributes(), parts[1]) : 0;
    if (offset + index >= node.outputs().size()) {
      throw new IllegalArgumentException(
          "\"" + input + "\" is not an output of " + node.op() + " node \"" + node.name() + "\"");
    }
    return node.output((int) offset + index);
  }

  private static int index(String input, String[] parts) {
    if (parts.length == 1) {
      return 0;
    }
    try {
      int index = Integer.parseInt(parts[parts.length - 1]);
      if (index >= 0 && parts.length <= 3) {
        return index;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same error as a negative number.
    }
    throw new IllegalArgumentException("\"" + input + "\" is not the name of a tensor");
  }

  /** Only a loop of TensorFlow 1 refers to a node that comes later. */
  private TensorRef backEdge(String input, String node, int index) {
    if (isFunction()) {
      throw new IllegalArgumentException("\"" + input + "\" refers to nothing in its function");
    }
    return new TensorRef(flatName(node), index);
  }

  private static TensorRef ofCall(Call call, String input, String[] parts, int index) {
    // A call op has one output argument, "output", for all results; a call by the function's name
    // has the function's own.
    String name = parts.length == 3 && call.results().containsKey(parts[1]) ? parts[1] : null;
    if (name == null && index < call.order().size()) {
      name = call.order().get(index);
    }
    TensorRef result = name == null ? null : call.results().get(name);
    if (result == null) {
      throw new IllegalArgumentException("\"" + input + "\" is not a result of its call");
    }
    return result;
  }

  /** The nodes that must have run where a control input names a node, an argument or a call. */
  Set<String> controls(String node) {
    Call call = calls.get(node);
    if (call != null) {
      return new LinkedHashSet<>(call.controls());
    }
    FlatNode flat = nodes.get(node);
    return flat == null ? Set.of() : Set.of(flat.name());
  }
}
