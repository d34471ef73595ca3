package io.attributable.spark.internal.rows;

import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.spark.internal.request.Feed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructField;

/** What a {@code VectorAssembler} noted of the columns of vectors. */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * Names by input, of inputs of which the model card says nothing. Those of a row of columns only:
   * the elements of a table or picture that was flattened are no columns.
   */
  static Map<String, List<String>> of(
      SignatureDescription signature, List<Feed> feeds, SignatureCard card, Columns columns) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (Feed feed : feeds) {
      if (card.features().columns(feed.input()).isEmpty() && isRow(signature, feed.input())) {
        names(columns.field(feed.index())).ifPresent(known -> names.put(feed.input(), known));
      }
    }
    return names;
  }

  private static boolean isRow(SignatureDescription signature, String input) {
    return signature.inputs().stream()
        .filter(known -> known.name().equals(input))
        .flatMap(known -> known.shape().dimensions().stream())
        .anyMatch(sizes -> sizes.stream().skip(2).allMatch(size -> size == 1));
  }

  private static Optional<List<String>> names(StructField field) {
    if (!field.dataType().equals(SQLDataTypes.VectorType())) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    AttributeGroup group = AttributeGroup.fromStructField(field);
    if (group.attributes().isEmpty()) {
      return Optional.empty();
    }
    for (Attribute attribute : group.attributes().get()) {
      if (attribute.name().isEmpty()) {
        return Optional.empty();
      }
      names.add(attribute.name().get());
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }
}
