package io.attributable.server;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Convergence;
import io.attributable.Prediction;
import io.attributable.Reasons;
import io.attributable.Target;
import io.attributable.requests.ExplainOptions;
import io.attributable.server.internal.json.NestedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/**
 * Explanations as Vertex AI writes them: one per example, with an attribution for each target,
 * whose {@code featureAttributions} are by input or layer.
 */
final class ExplainAnswer {
  private static final String INPUT = "input:";

  private final ExplainOptions options;
  private final List<String> labels;
  private final Map<Target, Attributions> byTarget;

  ExplainAnswer(ExplainOptions options, List<String> labels, Map<Target, Attributions> byTarget) {
    this.options = options;
    this.labels = labels;
    this.byTarget = byTarget;
  }

  /** One explanation per example. */
  List<Object> of(int examples) {
    List<List<Object>> attributions = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      attributions.add(new ArrayList<>());
    }
    byTarget.forEach((target, explained) -> add(attributions, target, explained));
    return attributions.stream().<Object>map(each -> Map.of("attributions", each)).toList();
  }

  private void add(List<List<Object>> attributions, Target target, Attributions explained) {
    Optional<Reasons> reasons =
        options.reasons().isPresent()
            ? Optional.of(explained.reasons(options.reasons().getAsInt(), options.side()))
            : Optional.empty();
    for (int i = 0; i < attributions.size(); i++) {
      Map<String, Object> attribution = attribution(target, explained, i);
      int example = i;
      reasons.ifPresent(found -> attribution.put("reasons", ofExample(found, example)));
      attributions.get(i).add(attribution);
    }
  }

  private static Object ofExample(Reasons reasons, int example) {
    return new Reasons(
        reasons.side(),
        reasons.requested(),
        reasons.method(),
        reasons.zeroBaseline(),
        reasons.smoothing(),
        List.of(reasons.get(example)));
  }

  private Map<String, Object> attribution(Target target, Attributions explained, int example) {
    Map<String, Object> map = new LinkedHashMap<>();
    Optional<Convergence> sums = convergence(explained);
    sums.ifPresent(
        found -> {
          map.put("baselineOutputValue", found.atBaseline().get(example));
          map.put("instanceOutputValue", found.at().get(example));
        });
    map.put("featureAttributions", features(explained, example));
    Optional<Prediction> prediction = explained.prediction();
    WantedTargets.index(
            target, example, prediction.map(found -> (NdArray<?>) found.tensor().values()))
        .ifPresent(index -> putIndex(map, index));
    sums.ifPresent(found -> map.put("approximationError", error(found, example)));
    prediction.ifPresent(found -> map.put("outputName", found.output()));
    return map;
  }

  private void putIndex(Map<String, Object> map, List<Integer> index) {
    map.put("outputIndex", index);
    if (index.size() == 1 && index.get(0) >= 0 && index.get(0) < labels.size()) {
      map.put("outputDisplayName", labels.get(index.get(0)));
    }
  }

  private static Optional<Convergence> convergence(Attributions explained) {
    return explained.layers().stream().flatMap(layer -> layer.convergence().stream()).findFirst();
  }

  /** As a part of what is explained; as it is where that is nothing. */
  private static double error(Convergence sums, int example) {
    double change = Math.abs(sums.at().get(example) - sums.atBaseline().get(example));
    double delta = Math.abs(sums.delta().get(example));
    return change == 0 ? delta : delta / change;
  }

  private static Map<String, Object> features(Attributions explained, int example) {
    Map<String, Object> features = new LinkedHashMap<>();
    for (Attribution layer : explained) {
      String name =
          layer.layer().startsWith(INPUT) ? layer.layer().substring(INPUT.length()) : layer.layer();
      for (AttributedTensor tensor : layer.tensors()) {
        String key = layer.tensors().size() == 1 ? name : name + "/" + tensor.name();
        features.put(key, NestedValues.of(tensor.values().get(example)));
      }
    }
    return features;
  }
}
