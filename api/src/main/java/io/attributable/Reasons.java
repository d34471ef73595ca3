package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * By example, the features that spoke most against a target, or for it, relative to the baseline of
 * the method. Immutable, safe for any number of threads.
 *
 * <pre>{@code
 * Attribution why = explainer.row().row(applicants).target(Target.of(1)).method(new IntegratedGradients(approved)).attribute();
 * for (Reason reason : why.reasons(4).get(0)) {
 *   notice.add(reason.text().orElse(reason.feature()));
 * }
 * }</pre>
 *
 * <p>Contributions that differ by rounding alone are tied, and those within rounding of zero are
 * none: by eight units in the last place of the model's type, relative to the largest sum of sizes
 * that a feature of the example has. Reasons are ordered by size, tied ones as features are
 * declared.
 *
 * @param side which contributions are reasons
 * @param requested how many reasons were asked for, at least 1
 * @param method how contributions were computed
 * @param zeroBaseline whether the baseline is zeros, as it is where none was given
 * @param smoothing the noise that they were smoothed by
 * @param examples in the order of the request
 */
public record Reasons(
    ReasonSide side,
    int requested,
    AttributionMethod method,
    boolean zeroBaseline,
    Optional<Smoothing> smoothing,
    List<ExampleReasons> examples)
    implements Iterable<ExampleReasons> {

  /** Copies the list. */
  public Reasons {
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(smoothing, "smoothing");
    NonNull.all(examples, "examples");
    examples = List.copyOf(examples);
  }

  /** The reasons of an example, counted from 0. */
  public ExampleReasons get(int example) {
    return examples.get(example);
  }

  /** Whether an example has fewer reasons than were requested. */
  public boolean isShort(int example) {
    return get(example).reasons().size() < requested;
  }

  /**
   * The same with the values of features as people wrote them, which models are rarely given.
   *
   * @param values by the example, counted from 0, and the name of a feature
   */
  public Reasons written(BiFunction<Integer, String, Optional<String>> values) {
    Objects.requireNonNull(values, "values");
    List<ExampleReasons> told = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      int example = i;
      told.add(get(i).map(reason -> reason.written(values.apply(example, reason.feature()))));
    }
    return new Reasons(side, requested, method, zeroBaseline, smoothing, told);
  }

  @Override
  public Iterator<ExampleReasons> iterator() {
    return examples.iterator();
  }

  /**
   * As JSON: {@code {"side": "against", "requested": 4, "method": {"name": "integrated-gradients",
   * "baseline": …}, "zeroBaseline": false, "examples": [{"at": …, "reasons": […]}]}}; an example
   * with fewer reasons than requested has {@code "fewer": true}.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("side", side.word());
    map.put("requested", requested);
    map.put("method", method.toMap());
    map.put("zeroBaseline", zeroBaseline);
    smoothing.ifPresent(noise -> map.put("smooth", noise.toMap()));
    map.put("examples", examples.stream().map(this::toMap).toList());
    return map;
  }

  private Map<String, Object> toMap(ExampleReasons example) {
    Map<String, Object> map = example.toMap();
    if (example.reasons().size() < requested) {
      map.put("fewer", true);
    }
    return map;
  }
}
