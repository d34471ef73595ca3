package io.attributable.spark.internal.column;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.requests.TargetNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * The column of each row's own target.
 *
 * @param column its name
 * @param index its position in rows
 * @param classes what values of the output are called; none where nobody said
 */
public record TargetColumn(String column, int index, List<String> classes) {
  private static final String ROLE = "a target";

  /**
   * The column, if its type is one of targets.
   *
   * @throws AttributionException COLUMN_TYPE
   */
  public static TargetColumn of(String column, int index, DataType type, List<String> classes) {
    DataType element = type instanceof ArrayType array ? array.elementType() : type;
    boolean whole =
        element instanceof IntegerType
            || element instanceof LongType
            || element instanceof ShortType
            || element instanceof ByteType;
    if (!whole && !(type instanceof StringType)) {
      throw new AttributionException(
          ErrorCode.COLUMN_TYPE,
          column,
          type.simpleString(),
          ROLE,
          "targets are whole numbers, arrays of these, or names of classes",
          "Cast it to int.");
    }
    return new TargetColumn(column, index, List.copyOf(classes));
  }

  /**
   * The index that a row means.
   *
   * @throws AttributionException COLUMN_VALUE, TARGET_INVALID
   */
  public List<Integer> read(Row row) {
    @Nullable Object value = row.get(index);
    if (value == null) {
      throw refused("it is null", "Fill it, or leave such rows out.");
    }
    if (value instanceof String name) {
      return named(name);
    }
    List<Integer> indices = new ArrayList<>();
    if (value instanceof Seq<?> values) {
      for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
        indices.add(number(each.next()));
      }
    } else {
      indices.add(number(value));
    }
    return indices;
  }

  private List<Integer> named(String name) {
    if (new TargetNames(classes).read(name) instanceof Target.Index one) {
      return one.index();
    }
    throw refused(
        "\"" + name + "\" is no class", "Give names that the model card has, or numbers.");
  }

  private int number(@Nullable Object value) {
    if (value instanceof Number whole && whole.longValue() == whole.intValue()) {
      return whole.intValue();
    }
    throw refused("it has " + value, "Give indices of the output.");
  }

  private AttributionException refused(String problem, String remedy) {
    return new AttributionException(ErrorCode.COLUMN_VALUE, column, ROLE, problem, remedy);
  }
}
