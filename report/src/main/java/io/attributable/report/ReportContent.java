package io.attributable.report;

import io.attributable.Prediction;
import io.attributable.inputs.view.InputView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** What a report has, for the parts of its page. */
record ReportContent(
    String title,
    Map<String, NdArray<?>> inputs,
    List<InputView> views,
    Optional<Prediction> prediction,
    List<String> classes,
    List<Explanation> explanations,
    List<String> notes,
    Provenance provenance) {
  /** Of how many examples a page is made. */
  static final int MOST_EXAMPLES = 24;

  /** How many examples there are. */
  int examples() {
    return Optional.of(explanations)
        .filter(all -> !all.isEmpty())
        .map(all -> all.get(0).attribution().tensors().get(0).shape())
        .or(() -> prediction.map(given -> given.tensor().shape()))
        .map(shape -> shape.length == 0 ? 1 : Math.toIntExact(shape[0]))
        .orElseGet(() -> views.isEmpty() ? 0 : views.get(0).examples());
  }
}
