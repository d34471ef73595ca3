package io.attributable.evidence.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far two explanations of the same request agree, by layer and example: those of two versions
 * of a model, say. Immutable.
 *
 * <pre>{@code
 * List<Violation> worse = ExplanationComparison.of(before, after, ComparisonOptions.defaults())
 *     .violations(Thresholds.none().with(Metric.SPEARMAN, 0.95));
 * }</pre>
 *
 * @param tensors of all layers of the first
 * @param output of the explained outputs
 */
public record ExplanationComparison(List<TensorComparison> tensors, OutputComparison output) {

  /** Copies the list. */
  public ExplanationComparison {
    tensors = List.copyOf(tensors);
    Objects.requireNonNull(output, "output");
  }

  /**
   * Compares two explanations.
   *
   * @param before of the first model
   * @param after of the second
   */
  public static ExplanationComparison of(
      Attributions before, Attributions after, ComparisonOptions options) {
    List<TensorComparison> tensors = new ArrayList<>();
    for (Attribution layer : before) {
      String other = options.other(layer.layer());
      Optional<Attribution> same =
          after.layers().stream().filter(one -> one.layer().equals(other)).findFirst();
      if (same.isPresent()) {
        tensors.addAll(tensors(layer, same.get(), options));
      } else {
        String problem =
            "the other model has no explanation of \"%s\"; it has %s"
                .formatted(other, names(after));
        tensors.add(new TensorComparison(layer.layer(), other, "", List.of(), problem));
      }
    }
    return new ExplanationComparison(tensors, OutputComparison.of(before, after));
  }

  private static String names(Attributions attributions) {
    return attributions.layers().stream()
        .map(layer -> '"' + layer.layer() + '"')
        .collect(Collectors.joining(", "));
  }

  private static List<TensorComparison> tensors(
      Attribution layer, Attribution other, ComparisonOptions options) {
    List<TensorComparison> tensors = new ArrayList<>();
    int count = Math.max(layer.tensors().size(), other.tensors().size());
    for (int i = 0; i < count; i++) {
      String problem = "";
      List<Similarity> examples = List.of();
      String name = i < layer.tensors().size() ? layer.tensors().get(i).name() : "";
      if (i >= layer.tensors().size() || i >= other.tensors().size()) {
        problem =
            "it has %d tensors, and %d in the other model"
                .formatted(layer.tensors().size(), other.tensors().size());
      } else {
        AttributedTensor one = layer.tensors().get(i);
        AttributedTensor same = other.tensors().get(i);
        boolean comparable = Arrays.equals(one.shape(), same.shape());
        problem = comparable ? "" : Rows.shapes(one, same);
        examples = comparable ? similarities(one, same, options.topK()) : List.of();
      }
      tensors.add(new TensorComparison(layer.layer(), other.layer(), name, examples, problem));
    }
    return tensors;
  }

  private static List<Similarity> similarities(
      AttributedTensor one, AttributedTensor other, int k) {
    List<double[]> rows = Rows.of(one);
    List<double[]> others = Rows.of(other);
    List<Similarity> examples = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      examples.add(Similarity.of(rows.get(i), others.get(i), k));
    }
    return examples;
  }

  /** Where they agree less than is required; what cannot be compared does not agree. */
  public List<Violation> violations(Thresholds thresholds) {
    List<Violation> violations = new ArrayList<>();
    thresholds
        .values()
        .forEach(
            (metric, threshold) -> {
              if (metric == Metric.OUTPUT) {
                addOutput(violations, threshold);
              } else {
                tensors.forEach(tensor -> add(violations, tensor, metric, threshold));
              }
            });
    return violations;
  }

  private static void add(
      List<Violation> violations, TensorComparison tensor, Metric metric, double threshold) {
    if (!tensor.problem().isEmpty()) {
      violations.add(
          new Violation(tensor.layer(), -1, metric, Double.NaN, threshold, tensor.problem()));
    }
    for (int i = 0; i < tensor.examples().size(); i++) {
      double value = tensor.examples().get(i).get(metric);
      if (!metric.meets(value, threshold)) {
        violations.add(new Violation(tensor.layer(), i, metric, value, threshold, ""));
      }
    }
  }

  private void addOutput(List<Violation> violations, double threshold) {
    if (!output.problem().isEmpty()) {
      violations.add(new Violation("", -1, Metric.OUTPUT, Double.NaN, threshold, output.problem()));
    }
    for (int i = 0; i < output.differences().size(); i++) {
      double value = output.differences().get(i);
      if (!Metric.OUTPUT.meets(value, threshold)) {
        violations.add(new Violation("", i, Metric.OUTPUT, value, threshold, ""));
      }
    }
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layers", tensors);
    map.put("output", output);
    return map;
  }
}
