package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/**
 * The names of all layers of a Keras 2 model, also of those without variables or nodes: Keras 2
 * saves a function for each layer that bears its name.
 *
 * @param names as the author gave them
 */
record Keras2LayerNames(Set<String> names) {
  private static final Pattern LAYER_FUNCTION =
      Pattern.compile("__inference_(.+)_layer_call_(?:fn|and_return_conditional_losses)_[0-9]+");

  static Keras2LayerNames of(SavedObjectGraph objects) {
    return new Keras2LayerNames(
        objects.getConcreteFunctionsMap().keySet().stream()
            .map(LAYER_FUNCTION::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /**
   * The nodes of a scope that belong to its layer. Names may contain slashes: layer {@code a/b} and
   * layer {@code a/b/norm} are neighbours, although the scope of one is inside that of the other.
   */
  List<FlatNode> ownNodes(Scope scope) {
    Set<FlatNode> ofNeighbours = new HashSet<>();
    String name = scope.path();
    for (int slash = 0; slash >= 0; slash = name.indexOf('/')) {
      name = name.substring(slash == 0 ? 0 : slash + 1);
      if (names.contains(name)) {
        collectNeighbours(scope, name, ofNeighbours);
      }
    }
    return ofNeighbours.isEmpty()
        ? scope.nodes()
        : scope.nodes().stream()
            .filter(node -> !ofNeighbours.contains(node))
            .collect(Collectors.toUnmodifiableList());
  }

  private void collectNeighbours(Scope scope, String name, Set<FlatNode> nodes) {
    for (Scope child : scope.children().values()) {
      String childName = name + "/" + child.segment();
      if (names.contains(childName)) {
        nodes.addAll(child.nodes());
      } else {
        collectNeighbours(child, childName, nodes);
      }
    }
  }
}
