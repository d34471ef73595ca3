package io.attributable.evidence.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.AttributedTensor;
import io.attributable.Attributions;
import io.attributable.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the explained outputs agree.
 *
 * @param differences by example, the largest difference of two numbers of the output
 * @param changed the examples whose largest number is another one, counted from 0
 * @param problem why nothing can be compared; empty where it can
 */
public record OutputComparison(List<Double> differences, List<Integer> changed, String problem) {

  /** Copies the lists. */
  public OutputComparison {
    differences = List.copyOf(differences);
    changed = List.copyOf(changed);
  }

  static OutputComparison of(Attributions one, Attributions other) {
    Optional<Prediction> first = one.prediction();
    Optional<Prediction> second = other.prediction();
    if (first.isEmpty() || second.isEmpty()) {
      return new OutputComparison(List.of(), List.of(), "the output was not asked for");
    }
    AttributedTensor left = first.get().tensor();
    AttributedTensor right = second.get().tensor();
    if (!Arrays.equals(left.shape(), right.shape())) {
      return new OutputComparison(List.of(), List.of(), Rows.shapes(left, right));
    }
    List<double[]> rows = Rows.of(left);
    List<double[]> others = Rows.of(right);
    List<Double> differences = new ArrayList<>();
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      differences.add(Similarity.of(rows.get(i), others.get(i), 1).maxDifference());
      if (largest(rows.get(i)) != largest(others.get(i))) {
        changed.add(i);
      }
    }
    return new OutputComparison(differences, changed, "");
  }

  private static int largest(double[] row) {
    int largest = 0;
    for (int i = 1; i < row.length; i++) {
      largest = row[i] > row[largest] ? i : largest;
    }
    return largest;
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("differences", differences.stream().map(OutputComparison::json).toList());
    map.put("changed", changed);
    if (!problem.isEmpty()) {
      map.put("problem", problem);
    }
    return map;
  }

  private static Object json(double value) {
    return Double.isFinite(value) ? (Object) value : String.valueOf(value);
  }
}
