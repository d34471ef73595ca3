package io.attributable.inputs.view;

import java.util.Objects;
import java.util.Optional;

/**
 * A feature, and where the model gets it. Immutable, safe for any number of threads.
 *
 * @param name the column's name
 * @param text what people call it
 * @param unit such as {@code years}; empty for none
 * @param input the signature's input that got it
 * @param column its first place along the input's last dimension; 0 where it has its own input
 * @param width how many places it takes: more than 1 for one-hot categories
 */
public record FeatureView(
    String name, String text, Optional<String> unit, String input, int column, int width) {
  /** Requires all. */
  public FeatureView {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(input, "input");
  }
}
