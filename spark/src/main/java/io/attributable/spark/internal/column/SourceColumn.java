package io.attributable.spark.internal.column;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.source.InputSource;
import io.attributable.spark.internal.request.Feed;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Pictures and texts, which become numbers as the model card says, the same as those of the command
 * line.
 *
 * @param source what is read of a value
 */
record SourceColumn(Feed feed, InputReader reader, Function<Object, InputSource> source)
    implements ColumnReader {

  @Override
  public void read(Row row, List<Block> into) {
    @Nullable Object value = row.get(feed.index());
    if (value == null) {
      throw new AttributionException(
          ErrorCode.COLUMN_VALUE,
          feed.column(),
          "\"" + feed.input() + "\"",
          "it is null",
          "Fill it, or leave such rows out.");
    }
    reader
        .read(Map.of(feed.input(), source.apply(value)))
        .arrays()
        .forEach((name, array) -> into.add(ReadArrays.block(name, array)));
  }
}
