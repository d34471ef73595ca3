package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of a layer: variables of floating-point numbers that are only read, with the same
 * path but for its last part.
 *
 * @param name the path, such as {@code model/conv1}
 * @param variables the nodes that hold them
 */
public record WeightLayer(String name, Set<String> variables) {
  /** Copies the set. */
  public WeightLayer {
    variables = Set.copyOf(variables);
  }

  /** All that a graph has, the one whose weights are used last first. */
  public static List<WeightLayer> of(FlatGraph graph) {
    Map<String, Integer> positions = new HashMap<>();
    graph.nodes().forEach(node -> positions.put(node.name(), positions.size()));
    Map<String, Set<String>> byPath = new LinkedHashMap<>();
    Map<String, Integer> last = new HashMap<>();
    for (FlatNode variable : FrozenVariables.variables(graph)) {
      if (isFloating(variable)) {
        String path = path(variable);
        byPath.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(variable.name());
        last.merge(path, lastUse(graph, positions, variable), Math::max);
      }
    }
    return byPath.entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<String, Set<String>> layer) -> -last.getOrDefault(layer.getKey(), 0)))
        .map(layer -> new WeightLayer(layer.getKey(), layer.getValue()))
        .toList();
  }

  private static boolean isFloating(FlatNode variable) {
    return Types.isFloat(Types.withoutReference(variable.attribute("dtype").getType()));
  }

  /** What computes with the value, which is read by a node of its own. */
  private static int lastUse(FlatGraph graph, Map<String, Integer> positions, FlatNode variable) {
    int last = 0;
    for (FlatNode read : graph.consumers(variable.output(0))) {
      last = Math.max(last, positions.getOrDefault(read.name(), 0));
      TensorRef value = read.output(0);
      for (FlatNode user : graph.consumers(value)) {
        last = Math.max(last, positions.getOrDefault(user.name(), 0));
      }
    }
    return last;
  }

  private static String path(FlatNode variable) {
    String shared = variable.attribute("shared_name").getS().toStringUtf8();
    String path = shared.isEmpty() ? variable.name() : shared;
    int end = path.lastIndexOf('/');
    return end < 1 ? path : path.substring(0, end);
  }
}
