package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.spark.internal.request.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a data frame by their names. */
public record Columns(StructType schema) {

  /**
   * The position of a column, found as Spark finds it: without regard to case, unless the session
   * does so, but a name as it is written comes first.
   *
   * @param role what it is for
   * @throws AttributionException UNKNOWN_COLUMN, COLUMN_AMBIGUOUS
   */
  public int index(String name, String role) {
    List<String> names = List.of(schema.fieldNames());
    List<Integer> found = positions(name::equals);
    if (found.isEmpty()) {
      found = positions(known -> same(known, name));
    }
    if (found.isEmpty()) {
      throw new AttributionException(
          ErrorCode.UNKNOWN_COLUMN,
          name,
          role,
          names.isEmpty() ? "none" : quoted(names),
          Suggestions.didYouMean(name, names));
    }
    if (found.size() > 1) {
      throw new AttributionException(
          ErrorCode.COLUMN_AMBIGUOUS, name, role, quoted(found.stream().map(names::get).toList()));
    }
    return found.get(0);
  }

  private List<Integer> positions(Predicate<String> wanted) {
    String[] names = schema.fieldNames();
    return IntStream.range(0, names.length).filter(i -> wanted.test(names[i])).boxed().toList();
  }

  private static String quoted(List<String> names) {
    return names.stream().map(known -> '"' + known + '"').collect(Collectors.joining(", "));
  }

  private static boolean same(String name, String other) {
    return SQLConf.get().caseSensitiveAnalysis()
        ? name.equals(other)
        : name.equalsIgnoreCase(other);
  }

  /** A column. */
  public StructField field(int index) {
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
    boolean share =
        IntStream.range(0, added.size())
            .anyMatch(i -> added.subList(0, i).stream().anyMatch(name -> same(name, added.get(i))));
    if (share) {
      throw new AttributionException(
          ErrorCode.PARAM_INVALID,
          "outputCol",
          settings.name(),
          "outputCol, predictionCol and errorCol share a name: " + added,
          "Give each its own.");
    }
  }

  private void requireFree(String name, String param) {
    List<Integer> taken = positions(known -> same(known, name));
    if (!taken.isEmpty()) {
      throw new AttributionException(
          ErrorCode.COLUMN_TAKEN, schema.fieldNames()[taken.get(0)], param);
    }
  }
}
