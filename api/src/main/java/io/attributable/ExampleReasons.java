package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The reasons of one example, strongest first. Immutable, safe for any number of threads.
 *
 * @param reasons as many as were requested, or fewer: features without a contribution to this side
 *     are no reasons
 * @param alsoTied features that were left out though they have the rank of the last reason, in
 *     their order: which of them is told depends on the order of features alone
 * @param at the explained value of the example
 * @param atBaseline that of the baseline; of several baselines the mean
 * @param delta the sum of all attributions less {@code at - atBaseline}: how well contributions add
 *     up
 */
public record ExampleReasons(
    List<Reason> reasons, List<String> alsoTied, double at, double atBaseline, double delta)
    implements Iterable<Reason> {

  /** Copies the lists. */
  public ExampleReasons {
    NonNull.all(reasons, "reasons");
    NonNull.all(alsoTied, "alsoTied");
    reasons = List.copyOf(reasons);
    alsoTied = List.copyOf(alsoTied);
  }

  /** The same with something else in the place of each reason. */
  ExampleReasons map(UnaryOperator<Reason> change) {
    return new ExampleReasons(
        reasons.stream().map(change).toList(), alsoTied, at, atBaseline, delta);
  }

  @Override
  public Iterator<Reason> iterator() {
    return reasons.iterator();
  }

  /**
   * As JSON: {@code {"at": 0.31, "atBaseline": 0.74, "delta": 1e-7, "reasons": […]}}, with {@code
   * "alsoTied"} where there are such features.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", at);
    map.put("atBaseline", atBaseline);
    map.put("delta", delta);
    map.put("reasons", reasons.stream().map(Reason::toMap).toList());
    if (!alsoTied.isEmpty()) {
      map.put("alsoTied", alsoTied);
    }
    return map;
  }
}
