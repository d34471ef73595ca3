package io.attributable.spark.internal.rows;

import io.attributable.Features;
import io.attributable.spark.internal.request.Explained;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The column of attributions, which says what its features are called. */
public final class OutputColumn {
  /** The names of features, in the metadata of the column. */
  public static final String FEATURES = "attributable.features";

  private static final String INPUT = "input:";

  private OutputColumn() {}

  static StructField of(String name, Explained explained, List<Integer> tensors) {
    return new StructField(name, type(explained, tensors), true, metadata(explained));
  }

  private static DataType type(Explained explained, List<Integer> tensors) {
    if (explained.options().reasons().isPresent()) {
      return OutputSchema.REASONS;
    }
    if (tensors.size() == 1) {
      return OutputSchema.layer(tensors.get(0));
    }
    StructType layers = new StructType();
    for (int i = 0; i < tensors.size(); i++) {
      layers = layers.add(explained.layers().get(i), OutputSchema.layer(tensors.get(i)), true);
    }
    return layers;
  }

  /** Those of the only layer, if it is an input whose columns have names. */
  private static Metadata metadata(Explained explained) {
    String layer = explained.layers().get(0);
    Features features = explained.options().features();
    boolean named = explained.layers().size() == 1 && explained.options().reduction().isNone();
    List<String> names =
        named
            ? features
                .columns(layer)
                .or(() -> features.columns(layer.startsWith(INPUT) ? input(layer) : layer))
                .orElse(List.of())
            : List.of();
    return names.isEmpty()
        ? Metadata.empty()
        : new MetadataBuilder().putStringArray(FEATURES, names.toArray(String[]::new)).build();
  }

  private static String input(String layer) {
    return layer.substring(INPUT.length());
  }
}
