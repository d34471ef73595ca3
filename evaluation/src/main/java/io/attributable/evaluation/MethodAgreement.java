package io.attributable.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.evidence.compare.Metric;
import io.attributable.evidence.compare.Similarity;
import io.attributable.metrics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far two methods agree, over the examples: means with their standard errors. Immutable.
 *
 * @param one a method's name
 * @param other another one's
 * @param spearman the rank correlation of their attributions, from -1 to 1
 * @param topK the part of the ten features of largest magnitude that both have, from 0 to 1
 * @param signs the part of the features that have the same sign in both, from 0 to 1
 */
public record MethodAgreement(
    String one, String other, Estimate spearman, Estimate topK, Estimate signs) {
  private static final int TOP = 10;

  static MethodAgreement of(String one, String other, List<Similarity> examples) {
    return new MethodAgreement(
        one,
        other,
        mean(examples, Metric.SPEARMAN),
        mean(examples, Metric.TOP_K),
        mean(examples, Metric.SIGNS));
  }

  private static Estimate mean(List<Similarity> examples, Metric metric) {
    return Estimate.over(
        examples.stream().map(similarity -> Estimate.exact(similarity.get(metric))).toList());
  }

  /** Of the same examples. */
  static List<Similarity> similarities(EvaluatedExplanation one, EvaluatedExplanation other) {
    List<Similarity> found = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      found.add(Similarity.of(one.features(i), other.features(i), TOP));
    }
    return found;
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("one", one);
    map.put("other", other);
    map.put("spearman", spearman);
    map.put("topK", topK);
    map.put("signs", signs);
    return map;
  }
}
