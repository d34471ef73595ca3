package io.attributable.graph.write;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A flat graph with the nodes that are being added to it. The graph itself stays as it is. Not
 * thread-safe.
 */
public final class GraphBuilder {
  private final FlatGraph base;
  private final String prefix;
  private final Map<String, FlatNode> added = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, FlatNode> replaced = new HashMap<>();
  private final AddedFunctions functions;
  private final EqualSizes sizes;
  private final Map<TensorRef, Given> given;

  /**
   * What an argument of a function is given where the function is called.
   *
   * @param graph the caller's
   * @param tensor in that graph
   */
  public record Given(GraphBuilder graph, TensorRef tensor) {}

  /**
   * Builds on a graph.
   *
   * @param prefix the prefix of the names of all added nodes
   */
  public GraphBuilder(FlatGraph base, String prefix) {
    this(base, prefix, EqualSizes.UNKNOWN);
  }

  /**
   * Builds on a graph with equal sizes.
   *
   * @param prefix the prefix of the names of all added nodes
   */
  public GraphBuilder(FlatGraph base, String prefix, EqualSizes sizes) {
    this(base, prefix, sizes, new AddedFunctions(base), Map.of());
  }

  private GraphBuilder(
      FlatGraph base,
      String prefix,
      EqualSizes sizes,
      AddedFunctions functions,
      Map<TensorRef, Given> given) {
    this.base = base;
    this.sizes = sizes;
    this.prefix = prefix;
    this.functions = functions;
    this.given = Map.copyOf(given);
  }

  /** Builds on the graph of a function that this graph refers to; added functions are shared. */
  public GraphBuilder nested(FlatGraph function) {
    return nested(function, Map.of());
  }

  /**
   * The same, of a function some of whose arguments are known.
   *
   * @param arguments what they are given in this graph, whenever the function runs
   */
  public GraphBuilder nested(FlatGraph function, Map<TensorRef, TensorRef> arguments) {
    Map<TensorRef, Given> known = new HashMap<>();
    arguments.forEach((argument, tensor) -> known.put(argument, new Given(this, tensor)));
    return new GraphBuilder(function, prefix, EqualSizes.UNKNOWN, functions, known);
  }

  /**
   * What a tensor is given by whoever calls the function, if it is an argument and that is known.
   */
  public Optional<Given> given(TensorRef argument) {
    return Optional.ofNullable(given.get(argument));
  }

  /** Which unknown sizes of the graph are equal. */
  EqualSizes sizes() {
    return sizes;
  }

  /** The functions that added nodes refer to. */
  public AddedFunctions functions() {
    return functions;
  }

  /** The graph that is built on. */
  public FlatGraph base() {
    return base;
  }

  /** What was added, in topological order. */
  public Map<String, FlatNode> added() {
    return Collections.unmodifiableMap(added);
  }

  /** A node of the graph, as it was replaced where it was, or of those added. */
  public FlatNode node(String name) {
    FlatNode node = added.get(name);
    if (node == null) {
      node = replaced.get(name);
    }
    return node != null ? node : base.node(name);
  }

  /**
   * Has a node of the graph do more than it did. Nodes that take its outputs stay as they are.
   *
   * @param node bears the name of the one it replaces; the outputs of that are its first ones
   */
  public void replace(FlatNode node) {
    FlatNode before = node(node.name());
    if (node.outputs().size() < before.outputs().size()) {
      throw new IllegalArgumentException(node + " has fewer outputs than " + before);
    }
    replaced.put(node.name(), node);
  }

  /** Whether a node of the graph does more than it did. */
  public boolean isReplaced(String name) {
    return replaced.containsKey(name);
  }

  /** The type of a tensor. */
  public DataType type(TensorRef tensor) {
    return node(tensor.node()).outputs().get(tensor.index()).type();
  }

  /** Type and static shape of a tensor. */
  public FlatNode.Output output(TensorRef tensor) {
    return node(tensor.node()).outputs().get(tensor.index());
  }

  /** The static shape of a tensor. */
  public Shape shape(TensorRef tensor) {
    return node(tensor.node()).outputs().get(tensor.index()).shape();
  }

  /** A name that no node has yet. */
  public String freshName(String label) {
    String name = prefix + label;
    int count = counts.merge(name, 1, Integer::sum);
    String unique = count == 1 ? name : name + "_" + (count - 1);
    boolean taken = added.containsKey(unique) || base.byName().containsKey(unique);
    return taken ? freshName(label) : unique;
  }

  /** Adds a node that was made elsewhere; its name must be fresh. */
  public FlatNode put(FlatNode node) {
    if (added.put(node.name(), node) != null) {
      throw new IllegalStateException("node " + node.name() + " exists");
    }
    return node;
  }

  /** Sets the static shapes of an added node's outputs. */
  public FlatNode reshape(FlatNode node) {
    if (added.replace(node.name(), node) == null) {
      throw new IllegalArgumentException("no node " + node.name() + " was added");
    }
    return node;
  }
}
