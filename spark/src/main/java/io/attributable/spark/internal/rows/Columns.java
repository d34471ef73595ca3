package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.spark.internal.request.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a data frame by their names. */
record Columns(StructType schema) {

  /**
   * The position of a column.
   *
   * @param role what it is for
   * @throws AttributionException UNKNOWN_COLUMN
   */
  int index(String name, String role) {
    List<String> names = List.of(schema.fieldNames());
    int index = names.indexOf(name);
    if (index < 0) {
      throw new AttributionException(
          ErrorCode.UNKNOWN_COLUMN,
          name,
          role,
          names.isEmpty()
              ? "none"
              : names.stream().map(known -> '"' + known + '"').collect(Collectors.joining(", ")),
          Suggestions.didYouMean(name, names));
    }
    return index;
  }

  /** A column. */
  StructField field(int index) {
    return schema.fields()[index];
  }

  /**
   * Requires that the columns that are added have names of their own.
   *
   * @throws AttributionException COLUMN_TAKEN, PARAM_INVALID
   */
  void requireFree(Settings settings) {
    requireFree(settings.outputCol(), "outputCol");
    settings.predictionCol().ifPresent(name -> requireFree(name, "predictionCol"));
    settings.errorCol().ifPresent(name -> requireFree(name, "errorCol"));
    List<String> added =
        Stream.of(Optional.of(settings.outputCol()), settings.predictionCol(), settings.errorCol())
            .flatMap(Optional::stream)
            .toList();
    if (added.stream().distinct().count() < added.size()) {
      throw new AttributionException(
          ErrorCode.PARAM_INVALID,
          "outputCol",
          settings.name(),
          "outputCol, predictionCol and errorCol share a name: " + added,
          "Give each its own.");
    }
  }

  private void requireFree(String name, String param) {
    if (Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new AttributionException(ErrorCode.COLUMN_TAKEN, name, param);
    }
  }
}
