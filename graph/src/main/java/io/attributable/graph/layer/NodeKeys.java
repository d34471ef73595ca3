package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Keys of nodes, without the suffixes that make names unique. */
final class NodeKeys {
  private static final Set<DataType> INTEGERS = EnumSet.of(DataType.DT_INT32, DataType.DT_INT64);

  private NodeKeys() {}

  /** One key per node; nodes that the same code made at several calls have the same. */
  static List<String> of(List<FlatNode> nodes) {
    return nodes.stream()
        .map(node -> node.op() + " " + withoutSuffixes(node.scopedName()))
        .collect(Collectors.toList());
  }

  /**
   * Keys that also contain nodes' constant integers: axes, paddings, permutations. Blocks that
   * differ in these are steps of one call, such as a resize along one axis after the other.
   */
  static List<String> withConstants(FlatGraph graph, List<FlatNode> nodes) {
    List<String> keys = new ArrayList<>(of(nodes));
    for (int i = 0; i < keys.size(); i++) {
      keys.set(i, keys.get(i) + constants(graph, nodes.get(i)));
    }
    return keys;
  }

  private static List<TensorProto> constants(FlatGraph graph, FlatNode node) {
    return node.inputs().stream()
        .map(input -> graph.node(input.node()))
        .filter(input -> input.op().equals("Const"))
        .filter(input -> INTEGERS.contains(input.outputs().get(0).type()))
        .map(input -> input.attribute("value").getTensor())
        .collect(Collectors.toList());
  }

  private static String withoutSuffixes(String name) {
    return Arrays.stream(name.split("/", -1))
        .map(UniqueSuffix::strip)
        .collect(Collectors.joining("/"));
  }
}
