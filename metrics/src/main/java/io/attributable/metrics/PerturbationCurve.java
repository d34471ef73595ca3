package io.attributable.metrics;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.NonNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the explained value changes while features are taken away, or brought back, in the order of
 * an explanation. Immutable.
 *
 * @param fractions which part of the features is changed, from 0 to 1
 * @param scores the explained value there
 */
public record PerturbationCurve(List<Double> fractions, List<Double> scores) {
  /** Copies the lists. */
  public PerturbationCurve {
    NonNull.all(fractions, "fractions");
    NonNull.all(scores, "scores");
    fractions = List.copyOf(fractions);
    scores = List.copyOf(scores);
    if (fractions.size() != scores.size() || fractions.size() < 2) {
      throw new IllegalArgumentException(fractions.size() + " places and " + scores.size());
    }
  }

  /**
   * The area below the curve by the trapezoid rule (Petsiuk et al., "RISE", 2018, arXiv:1806.07421;
   * xplique's {@code Deletion} and {@code Insertion}, which take steps for equally wide).
   */
  public double area() {
    double area = 0;
    for (int i = 1; i < scores.size(); i++) {
      area += (scores.get(i) + scores.get(i - 1)) / 2 * (fractions.get(i) - fractions.get(i - 1));
    }
    return area;
  }

  /**
   * The area over the perturbation curve: the mean over all its points, the first included, of the
   * explained value at the first minus that at the point (Samek et al., "Evaluating the
   * visualization of what a deep neural network has learned", 2017, arXiv:1509.06321, eq. 12).
   */
  public double aopc() {
    double sum = 0;
    for (double score : scores) {
      sum += scores.get(0) - score;
    }
    return sum / scores.size();
  }

  /** As JSON: {@code {"fractions": […], "scores": […]}}. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fractions", fractions);
    map.put("scores", scores);
    return map;
  }
}
