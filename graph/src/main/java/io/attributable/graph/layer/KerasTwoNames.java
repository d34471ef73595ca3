package io.attributable.graph.layer;

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
record KerasTwoNames(Set<String> names) {
  private static final Pattern LAYER_FUNCTION =
      Pattern.compile("__inference_(.+)_layer_call_(?:fn|and_return_conditional_losses)_[0-9]+");

  static KerasTwoNames of(SavedObjectGraph objects) {
    return new KerasTwoNames(
        objects.getConcreteFunctionsMap().keySet().stream()
            .map(LAYER_FUNCTION::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean knows(String name) {
    return names.contains(name);
  }
}
