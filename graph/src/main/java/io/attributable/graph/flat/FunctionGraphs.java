package io.attributable.graph.flat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.tensorflow.proto.NameAttrList;

/**
 * The functions that a model's loops and branches refer to, as graphs. What was opened once is
 * remembered. Safe for any number of threads.
 */
public final class FunctionGraphs {
  private final UnaryOperator<FlatGraph> shapes;
  private final Map<Key, FunctionGraph> opened = new ConcurrentHashMap<>();

  private record Key(NameAttrList function, List<FlatNode.Output> arguments) {}

  /**
   * Opens functions.
   *
   * @param shapes infers the static shapes of a graph; the identity where nothing can
   */
  public FunctionGraphs(UnaryOperator<FlatGraph> shapes) {
    this.shapes = shapes;
  }

  /** The same graph with static shapes inferred. */
  public FlatGraph infer(FlatGraph graph) {
    return shapes.apply(graph);
  }

  /** A function called from a graph with arguments of these types and static shapes. */
  public FunctionGraph open(
      FlatGraph caller, NameAttrList function, List<FlatNode.Output> arguments) {
    Key key = new Key(function, List.copyOf(arguments));
    FunctionGraph known = opened.get(key);
    if (known != null) {
      return known;
    }
    FunctionGraph flat = caller.function(function, arguments);
    FunctionGraph inferred = flat.withGraph(shapes.apply(flat.graph()));
    opened.put(key, inferred);
    return inferred;
  }
}
