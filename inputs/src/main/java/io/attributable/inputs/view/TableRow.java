package io.attributable.inputs.view;

import java.util.List;
import java.util.Objects;

/**
 * The values of an example as they were written. Immutable, safe for any number of threads.
 *
 * @param origin such as {@code data.csv, row 3}
 * @param values by feature, in the order of the features
 */
public record TableRow(String origin, List<String> values) {
  /** Copies the list. */
  public TableRow {
    Objects.requireNonNull(origin, "origin");
    values = List.copyOf(values);
  }
}
