package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.NonNull;
import io.attributable.tensorflow.AttributableModel;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A model under the name that callers know it by. Immutable, safe for any number of threads.
 *
 * @param name letters, digits, {@code .}, {@code _} and {@code -}: the path of its requests is
 *     {@code /v1/models/NAME}
 * @param model which stays open while it is served; closed by whoever loaded it
 * @param labels what the values of its output are called, in their order; none where nobody said
 */
public record ServedModel(String name, AttributableModel model, List<String> labels) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /**
   * Checks the name.
   *
   * @throws AttributionException SERVER_NOT_STARTED
   */
  public ServedModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(model, "model");
    NonNull.all(labels, "labels");
    labels = List.copyOf(labels);
    if (!NAME.matcher(name).matches()) {
      throw new AttributionException(
          ErrorCode.SERVER_NOT_STARTED,
          "\"" + name + "\" cannot be the name of a model in a path",
          "Use letters, digits, '.', '_' and '-'.");
    }
  }

  /** A model whose output has no names for its values. */
  public ServedModel(String name, AttributableModel model) {
    this(name, model, List.of());
  }
}
