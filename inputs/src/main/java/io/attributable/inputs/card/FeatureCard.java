package io.attributable.inputs.card;

import io.attributable.FeatureText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A feature of a table: a column of a file, and what the model gets of it. Immutable, safe for any
 * number of threads.
 *
 * @param name the column's name in files
 * @param text what people call it; empty for its name
 * @param reason what is said of it where it is a reason; empty for nothing
 * @param unit such as {@code years}; empty for none
 * @param input the signature's input that gets it, where each feature has its own; empty for the
 *     one of the feature's name
 * @param categories its values, whose indices the model gets; none for numbers
 * @param oneHot whether the model gets a number per category, one of which is 1
 * @param missing what an empty value means; empty for an error
 * @param mean is subtracted from a number
 * @param std what the difference is divided by
 */
public record FeatureCard(
    String name,
    Optional<String> text,
    Optional<FeatureText> reason,
    Optional<String> unit,
    Optional<String> input,
    List<String> categories,
    boolean oneHot,
    Optional<String> missing,
    double mean,
    double std) {
  /** Copies the list. */
  public FeatureCard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(missing, "missing");
    categories = List.copyOf(categories);
  }

  /** A number that is called by its column's name. */
  public static FeatureCard of(String name) {
    return new FeatureCard(
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        0,
        1);
  }

  /** What people call it. */
  public String display() {
    return text.orElse(name);
  }

  /** How many columns of an input it takes. */
  public int width() {
    return oneHot ? categories.size() : 1;
  }
}
