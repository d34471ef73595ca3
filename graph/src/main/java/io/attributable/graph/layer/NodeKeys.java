package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What nodes are, whatever numbers make their names unique. */
final class NodeKeys {
  private NodeKeys() {}

  /** One key per node; nodes that the same code made at several calls have the same. */
  static List<String> of(List<FlatNode> nodes) {
    return nodes.stream()
        .map(node -> node.op() + " " + withoutSuffixes(node.scopedName()))
        .collect(Collectors.toList());
  }

  private static String withoutSuffixes(String name) {
    return Arrays.stream(name.split("/", -1)).map(Suffix::strip).collect(Collectors.joining("/"));
  }
}
