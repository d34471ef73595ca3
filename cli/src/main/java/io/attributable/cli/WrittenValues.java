package io.attributable.cli;

import io.attributable.Reasons;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of tables as files have them. */
final class WrittenValues {
  private final Map<String, List<String>> byFeature = new HashMap<>();

  private WrittenValues() {}

  /** The same reasons with the values that were read, where these are in tables. */
  static Reasons told(Reasons reasons, ReadInputs read) {
    WrittenValues values = new WrittenValues();
    for (InputView view : read.views()) {
      if (view instanceof InputView.Table table) {
        values.add(table);
      }
    }
    return reasons.written(values::of);
  }

  private void add(InputView.Table table) {
    for (int i = 0; i < table.features().size(); i++) {
      FeatureView feature = table.features().get(i);
      int column = i;
      String unit = feature.unit().map(known -> " " + known).orElse("");
      byFeature.put(
          feature.name(),
          table.rows().stream().map(row -> row.values().get(column) + unit).toList());
    }
  }

  private Optional<String> of(int example, String feature) {
    List<String> values = byFeature.getOrDefault(feature, List.of());
    return example < values.size() ? Optional.of(values.get(example)) : Optional.empty();
  }
}
