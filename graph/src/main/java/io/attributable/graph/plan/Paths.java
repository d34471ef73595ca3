package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.InputDependence;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which nodes of a graph lie on paths between others, whether gradients flow there or not. Sets of
 * nodes are sets of their positions in the graph's order. Nodes that depend on a shape only are on
 * no path. Immutable.
 */
public final class Paths {
  private final FlatGraph graph;
  private final List<FlatNode> nodes;
  private final Map<String, Integer> positions = new HashMap<>();

  /** For each node, the nodes that make what it takes. */
  private final int[][] makers;

  private Paths(FlatGraph graph) {
    this.graph = graph;
    this.nodes = List.copyOf(graph.byName().values());
    nodes.forEach(node -> positions.put(node.name(), positions.size()));
    this.makers =
        nodes.stream()
            .map(node -> node.inputs().stream().mapToInt(input -> position(input.node())))
            .map(IntStream::toArray)
            .toArray(int[][]::new);
  }

  public static Paths of(FlatGraph graph) {
    return new Paths(graph);
  }

  public FlatGraph graph() {
    return graph;
  }

  public List<FlatNode> nodes() {
    return nodes;
  }

  /** Whether a node is one of the graph, rather than of some function's body. */
  public boolean holds(FlatNode node) {
    return node.equals(graph.byName().get(node.name()));
  }

  /** Where in the graph's order a node stands. */
  public int position(FlatNode node) {
    return position(node.name());
  }

  private int position(String node) {
    Integer position = positions.get(node);
    if (position == null) {
      throw new IllegalArgumentException("no node " + node);
    }
    return position;
  }

  /** Whether a node depends on a layer. */
  static boolean reaches(FlatGraph graph, LayerTensors layer, FlatNode node) {
    Paths paths = of(graph);
    return paths.holds(node) && paths.behind(refs(layer)).get(paths.position(node));
  }

  public static Set<TensorRef> refs(LayerTensors layer) {
    Set<TensorRef> refs = new LinkedHashSet<>();
    layer.tensors().stream().map(TensorInfo::tensor).forEach(refs::add);
    return refs;
  }

  /** The nodes whose values depend on some tensors. */
  public BitSet behind(Collection<TensorRef> tensors) {
    BitSet behind = new BitSet();
    for (TensorRef tensor : tensors) {
      graph.consumers(tensor).stream()
          .filter(this::passesValues)
          .forEach(user -> set(behind, user));
    }
    for (int i = behind.nextSetBit(0); i >= 0 && i < nodes.size(); i++) {
      if (takes(i, behind) && passesValues(nodes.get(i))) {
        behind.set(i);
      }
    }
    return behind;
  }

  private void set(BitSet behind, FlatNode node) {
    behind.set(position(node));
  }

  private boolean takes(int node, BitSet behind) {
    for (int maker : makers[node]) {
      if (behind.get(maker)) {
        return true;
      }
    }
    return false;
  }

  /** The node that makes a tensor, and all nodes on whose values that one depends. */
  public BitSet before(TensorRef tensor) {
    BitSet before = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(position(tensor.node())));
    while (!open.isEmpty()) {
      int position = open.pop();
      if (!before.get(position)) {
        before.set(position);
        if (passesValues(nodes.get(position))) {
          Arrays.stream(makers[position]).forEach(open::push);
        }
      }
    }
    return before;
  }

  private boolean passesValues(FlatNode node) {
    return !InputDependence.looksAtShapeOnly(node) && !isFed(node);
  }

  private boolean isFed(FlatNode node) {
    return graph.isFed(node.output(0));
  }

  /**
   * The tensors that depend differentiably on others, and these themselves.
   *
   * @param open which nodes let anything through
   */
  public Set<TensorRef> flow(Collection<TensorRef> from, Predicate<FlatNode> open) {
    Set<TensorRef> flow = new LinkedHashSet<>(from);
    for (FlatNode node : nodes) {
      if (!stops(node) && open.test(node) && node.inputs().stream().anyMatch(flow::contains)) {
        for (int i = 0; i < node.outputs().size(); i++) {
          if (Types.carriesGradients(node.outputs().get(i).type())) {
            flow.add(node.output(i));
          }
        }
      }
    }
    return flow;
  }

  /** The tensors on which a node's inputs depend differentiably, and these themselves. */
  public Set<TensorRef> flowInto(FlatNode target) {
    Set<TensorRef> flow = new HashSet<>();
    Deque<FlatNode> open = new ArrayDeque<>(List.of(target));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      FlatNode node = open.pop();
      if (seen.add(node.name())) {
        for (TensorRef input : node.inputs()) {
          if (Types.carriesGradients(graph.type(input))
              && flow.add(input)
              && !stops(maker(input))) {
            open.push(maker(input));
          }
        }
      }
    }
    return flow;
  }

  private FlatNode maker(TensorRef tensor) {
    return graph.node(tensor.node());
  }

  /** Whether gradients end at a node by definition. */
  public boolean stops(FlatNode node) {
    return (RuleBook.stops(node) && graph.customGradient(node).isEmpty())
        || isFed(node)
        || node.outputs().stream().noneMatch(output -> Types.carriesGradients(output.type()));
  }

  /** The nodes of a set, in the graph's order. */
  public List<FlatNode> nodes(BitSet set) {
    List<FlatNode> chosen = new ArrayList<>();
    set.stream().forEach(position -> chosen.add(nodes.get(position)));
    return chosen;
  }
}
