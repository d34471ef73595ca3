package io.attributable.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which method to use here, and how far to trust it, in plain words. Differences within the error
 * are said to be none: methods are compared by example, and a difference counts where Student's
 * interval of 95 % does not reach 0. Immutable.
 *
 * @param trust how far
 * @param method the one to use; empty where none is shown to be better than chance by some measure
 *     of faithfulness, and worse by none
 * @param alternatives methods that are not shown to be worse
 * @param headline one sentence
 * @param reasons more sentences, the most important first
 */
public record Verdict(
    Trust trust,
    Optional<String> method,
    List<String> alternatives,
    String headline,
    List<String> reasons) {
  /** How far explanations are to be trusted. */
  public enum Trust {
    /** Better than random attributions by every measure of faithfulness. */
    GOOD,
    /** By some of them. */
    PARTIAL,
    /** By none, or worse by some. */
    NONE,
    /** There are too few examples, or no measures of faithfulness. */
    UNKNOWN
  }

  /** Copies the lists. */
  public Verdict {
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(headline, "headline");
    alternatives = List.copyOf(alternatives);
    reasons = List.copyOf(reasons);
  }

  static Verdict of(EvaluationReport report) {
    return new VerdictMaker(report).verdict();
  }

  /**
   * As JSON: {@code {"trust": "good", "method": …, "alternatives": […], "headline": …}} and so on.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("trust", trust.name().toLowerCase(Locale.ROOT));
    map.put("method", method.orElse(null));
    map.put("alternatives", alternatives);
    map.put("headline", headline);
    map.put("reasons", reasons);
    return map;
  }

  /** The headline, and a line for each reason. */
  @Override
  public String toString() {
    return headline + String.join("", reasons.stream().map(reason -> "\n- " + reason).toList());
  }
}
