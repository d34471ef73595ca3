package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Equal blocks that follow each other in one scope. That alone proves nothing: each must be a whole
 * call. It is if it reads all of the layer's variables anew. Without variables only Keras 2 opens a
 * scope anew for each call; there, each block must work on just what the one before made.
 */
final class RepeatedBlocks {
  private final FlatGraph graph;
  private final VariableReads reads;
  private final boolean reopens;

  RepeatedBlocks(FlatGraph graph, VariableReads reads, Exporter exporter) {
    this.graph = graph;
    this.reads = reads;
    this.reopens = exporter == Exporter.KERAS_2;
  }

  /** The largest number of blocks that are calls; one if there is no repetition. */
  List<List<FlatNode>> split(List<FlatNode> nodes) {
    Set<String> variables = variables(nodes);
    List<String> keys =
        variables.isEmpty() ? NodeKeys.withConstants(graph, nodes) : NodeKeys.of(nodes);
    for (int calls = most(nodes, variables); calls > 1; calls--) {
      if (nodes.size() % calls == 0 && repeats(keys, nodes.size() / calls)) {
        List<List<FlatNode>> blocks = blocks(nodes, calls);
        boolean whole =
            variables.isEmpty()
                ? isChain(blocks)
                : blocks.stream().allMatch(block -> variables(block).equals(variables));
        if (whole) {
          return blocks;
        }
      }
    }
    return List.of(nodes);
  }

  /** No variable can be read by more calls than there are reads of it. */
  private int most(List<FlatNode> nodes, Set<String> variables) {
    if (variables.isEmpty()) {
      return reopens ? nodes.size() : 1;
    }
    long reading = nodes.stream().filter(node -> !reads.of(node).isEmpty()).count();
    return (int) (reading / variables.size());
  }

  private static boolean repeats(List<String> keys, int period) {
    for (int i = period; i < keys.size(); i++) {
      if (!keys.get(i).equals(keys.get(i - period))) {
        return false;
      }
    }
    return true;
  }

  private static List<List<FlatNode>> blocks(List<FlatNode> nodes, int calls) {
    int size = nodes.size() / calls;
    List<List<FlatNode>> blocks = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      blocks.add(nodes.subList(i * size, (i + 1) * size));
    }
    return blocks;
  }

  private static boolean isChain(List<List<FlatNode>> blocks) {
    Set<String> all = new HashSet<>();
    blocks.forEach(block -> all.addAll(names(block)));
    for (int i = 1; i < blocks.size(); i++) {
      Set<String> taken = takenFrom(all, blocks.get(i));
      taken.removeAll(names(blocks.get(i)));
      if (taken.isEmpty() || !names(blocks.get(i - 1)).containsAll(taken)) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> takenFrom(Set<String> makers, List<FlatNode> block) {
    Set<String> taken = new HashSet<>();
    for (FlatNode node : block) {
      node.inputs().stream().map(TensorRef::node).filter(makers::contains).forEach(taken::add);
    }
    return taken;
  }

  private static Set<String> names(List<FlatNode> block) {
    return block.stream().map(FlatNode::name).collect(Collectors.toSet());
  }

  private Set<String> variables(List<FlatNode> nodes) {
    Set<String> variables = new HashSet<>();
    nodes.forEach(node -> variables.addAll(reads.of(node)));
    return variables;
  }
}
