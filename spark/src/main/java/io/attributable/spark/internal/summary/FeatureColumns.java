package io.attributable.spark.internal.summary;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.spark.internal.rows.Columns;
import io.attributable.spark.internal.rows.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column of attributions by features: values that are neighbours and share a name are one.
 *
 * @param column its path
 * @param columns a name for each value; none for positions
 */
public record FeatureColumns(String column, List<String> columns) {
  private static final String VALUES = "values";
  private static final String SHAPE = "shape";

  /** Copies the list. */
  public FeatureColumns {
    columns = List.copyOf(columns);
  }

  /**
   * The column of a schema.
   *
   * @param path its name, or that and a field's, with a point between
   * @throws AttributionException UNKNOWN_COLUMN, COLUMN_TYPE
   */
  public static FeatureColumns of(StructType schema, String path) {
    int point = schema.getFieldIndex(path).isDefined() ? -1 : path.indexOf('.');
    String name = point < 0 ? path : path.substring(0, point);
    StructField field = field(schema, name);
    if (point < 0) {
      require(path, field.dataType());
      return new FeatureColumns(quoted(name), names(field.metadata()));
    }
    String layer = path.substring(point + 1);
    StructType layers = field.dataType() instanceof StructType struct ? struct : new StructType();
    require(path, field(layers, layer).dataType());
    return new FeatureColumns(quoted(name) + "." + quoted(layer), List.of());
  }

  private static StructField field(StructType schema, String name) {
    Columns columns = new Columns(schema);
    return columns.field(columns.index(name, "attributions"));
  }

  private static void require(String path, DataType type) {
    boolean tensor = type instanceof StructType struct && struct.getFieldIndex(VALUES).isDefined();
    if (!tensor) {
      throw new AttributionException(
          ErrorCode.COLUMN_TYPE,
          path,
          type.simpleString(),
          "summed up",
          "it has no values of attributions",
          "Name the column of attributions of one layer, not of reasons.");
    }
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static List<String> names(Metadata metadata) {
    return metadata.contains(OutputColumn.FEATURES)
        ? List.of(metadata.getStringArray(OutputColumn.FEATURES))
        : List.of();
  }

  /** The same with other names. */
  public FeatureColumns named(List<String> names) {
    return new FeatureColumns(column, names);
  }

  /** Whether a row has attributions. */
  public Column isExplained() {
    return col(column).isNotNull();
  }

  /** The features' names, each once; none for positions. */
  public List<String> names() {
    return groups().stream().map(Group::name).toList();
  }

  /**
   * The attributions of a row by feature. What is behind a column, such as the dimensions of an
   * embedding, is summed, and a single name is that of all, as {@link io.attributable.Features} has
   * it; a row with another number of columns fails the job.
   */
  public Column values() {
    Column all = col(column + "." + VALUES);
    if (columns.isEmpty()) {
      return all;
    }
    List<Group> groups = groups();
    Column behind = behind(all);
    Column sums =
        array(groups.stream().map(group -> sum(all, behind, group)).toArray(Column[]::new));
    return groups.size() == columns.size()
        ? when(size(all).equalTo(columns.size()), all).otherwise(sums)
        : sums;
  }

  /** How many values a column has. */
  private Column behind(Column all) {
    int names = columns.size();
    Column fit =
        lit(names == 1)
            .or(size(all).equalTo(names))
            .or(coalesce(get(col(column + "." + SHAPE), lit(0)).equalTo(names), lit(false)));
    Column problem =
        concat(
            lit("[" + ErrorCode.FEATURES_INVALID.id() + "] Features of " + column + ": "),
            lit(names + " names are given for values of shape "),
            col(column + "." + SHAPE).cast("string"));
    return when(fit, floor(size(all).divide(names)).cast("int")).otherwise(raise_error(problem));
  }

  private static Column sum(Column all, Column behind, Group group) {
    Column part = slice(all, behind.multiply(group.start()).plus(1), behind.multiply(group.size()));
    return aggregate(part, lit(0.0), (sum, value) -> sum.plus(value));
  }

  private record Group(String name, int start, int size) {}

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int last = groups.size() - 1;
      if (last >= 0 && groups.get(last).name().equals(columns.get(i))) {
        Group group = groups.get(last);
        groups.set(last, new Group(group.name(), group.start(), group.size() + 1));
      } else {
        groups.add(new Group(columns.get(i), i, 1));
      }
    }
    return groups;
  }
}
