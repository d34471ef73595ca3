package io.attributable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The names of the columns of one input or layer. */
public final class FeatureNames {
  private FeatureNames() {}

  /**
   * Refuses names that cannot be told apart.
   *
   * @param layer the input or layer that they are for
   * @throws AttributionException FEATURES_INVALID
   */
  static void check(String layer, List<String> columns) {
    problem(columns)
        .ifPresent(
            problem -> {
              throw new AttributionException(ErrorCode.FEATURES_INVALID, layer, problem);
            });
  }

  /** What is wrong with names; the compiler asks, too. */
  public static Optional<String> problem(List<String> columns) {
    if (columns.isEmpty()) {
      return Optional.of("no name is given, but each column needs one");
    }
    Set<String> before = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (name.isBlank()) {
        return Optional.of("the name of column " + i + " is empty");
      }
      if (!before.add(name) && !columns.get(i - 1).equals(name)) {
        return Optional.of(
            "\"%s\" is the name of column %d and of column %d, with others between them; columns of one feature stand next to each other"
                .formatted(name, columns.indexOf(name), i));
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the number of names of a shape; the compiler asks, too. */
  public static Optional<String> problem(List<String> columns, TensorShape shape) {
    if (shape.dimensions().isEmpty() || columns.size() == 1) {
      return Optional.empty();
    }
    List<Long> lengths = shape.dimensions().get();
    long known = lengths.size() < 2 ? 1 : lengths.get(1);
    return known < 0 || known == columns.size()
        ? Optional.empty()
        : Optional.of(
            "%d names (%s) are given for %d columns (shape %s)"
                .formatted(columns.size(), shortened(columns), known, shape));
  }

  /** The first and the last ones. */
  private static String shortened(List<String> columns) {
    return columns.size() <= 4
        ? String.join(", ", columns)
        : String.join(", ", columns.subList(0, 2)) + ", …, " + columns.get(columns.size() - 1);
  }

  /**
   * The name of each column of an array.
   *
   * @param shape of the array, dimension 0 being the example
   * @throws AttributionException FEATURES_INVALID if there is another number of names
   */
  static List<String> ofColumns(String layer, Optional<List<String>> declared, long[] shape) {
    int columns = shape.length < 2 ? 1 : Math.toIntExact(shape[1]);
    if (declared.isEmpty()) {
      return positions(Features.input(layer), columns, shape);
    }
    List<String> names = declared.get();
    problem(names, TensorShape.of(shape))
        .ifPresent(
            problem -> {
              throw new AttributionException(ErrorCode.FEATURES_INVALID, layer, problem);
            });
    return names.size() == columns ? names : Collections.nCopies(columns, names.get(0));
  }

  private static List<String> positions(String input, int columns, long[] shape) {
    return columns == 1 && shape.length <= 2
        ? List.of(input)
        : new ArrayList<>(
            IntStream.range(0, columns).mapToObj(column -> input + "[" + column + "]").toList());
  }
}
