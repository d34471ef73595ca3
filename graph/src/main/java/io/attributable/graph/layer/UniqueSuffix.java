package io.attributable.graph.layer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The suffix that TensorFlow adds to a name that is taken: {@code dense}, {@code dense_1}, {@code
 * dense_2}.
 *
 * <p>Source: {@code tensorflow/python/framework/ops.py}, {@code Graph.unique_name}.
 *
 * @param base the requested name
 * @param number from 1
 */
record UniqueSuffix(String base, int number) {
  private static final Pattern SUFFIXED = Pattern.compile("(.+)_([1-9][0-9]{0,8})");

  static Optional<UniqueSuffix> of(String name) {
    Matcher matcher = SUFFIXED.matcher(name);
    return matcher.matches()
        ? Optional.of(new UniqueSuffix(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The name without its suffix, or as it is. */
  static String strip(String name) {
    return of(name).map(UniqueSuffix::base).orElse(name);
  }

  /** The name TensorFlow gives before this one. */
  String predecessor() {
    return number == 1 ? base : base + "_" + (number - 1);
  }
}
