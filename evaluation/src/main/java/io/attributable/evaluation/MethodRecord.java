package io.attributable.evaluation;

import io.attributable.AttributionException;
import io.attributable.metrics.Estimate;
import io.attributable.metrics.PerturbationCurve;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is measured of a method while an evaluation goes on. */
final class MethodRecord {
  private static final int MOST_FAILURES = 100;

  private final String name;

  /** The metric that has the curve of deletion. */
  private final EvaluationMetric deletion;

  private final Map<EvaluationMetric, List<Estimate>> values =
      new EnumMap<>(EvaluationMetric.class);
  private final List<Estimate> times = new ArrayList<>();
  private final List<PerturbationCurve> deletions = new ArrayList<>();
  private final List<PerturbationCurve> insertions = new ArrayList<>();
  private final List<PerturbationCurve> randomisations = new ArrayList<>();
  private final Set<String> failures = new LinkedHashSet<>();
  private int constant;
  private int[] done = new int[5];

  MethodRecord(String name, List<EvaluationMetric> metrics) {
    this.deletion =
        metrics.contains(EvaluationMetric.DELETION)
            ? EvaluationMetric.DELETION
            : EvaluationMetric.AOPC;
    this.name = name;
    metrics.forEach(metric -> values.put(metric, new ArrayList<>()));
  }

  void explained(EvaluatedExplanation explanation) {
    for (int i = 0; i < explanation.size(); i++) {
      times.add(Estimate.exact(explanation.milliseconds()));
    }
    constant += explanation.constant();
  }

  /**
   * Measures each example; one that fails has no number, so that those behind it keep their places.
   *
   * @param ended throws what ends all
   */
  void measured(
      String id,
      EvaluationMetric metric,
      EvaluatedExplanation explanation,
      Consumer<AttributionException> ended) {
    Map<String, List<String>> failed = new LinkedHashMap<>();
    for (int i = 0; i < explanation.size(); i++) {
      try {
        Estimate found = explanation.measure(metric, i);
        list(metric).add(found);
        if (Double.isFinite(found.value())) {
          addCurve(metric, explanation, i);
        }
      } catch (AttributionException e) {
        ended.accept(e);
        list(metric).add(Estimate.exact(Double.NaN));
        failed
            .computeIfAbsent(String.valueOf(e.getMessage()), key -> new ArrayList<>())
            .add(String.valueOf(i));
      }
    }
    failed.forEach(
        (why, examples) ->
            fail(
                examples.size() == explanation.size()
                    ? id
                    : "%s, example %s".formatted(id, String.join(", ", examples)),
                why));
  }

  private void addCurve(EvaluationMetric metric, EvaluatedExplanation explanation, int example) {
    if (metric == deletion) {
      deletions.add(explanation.deletion(example));
    }
    if (metric == EvaluationMetric.INSERTION) {
      insertions.add(explanation.insertion(example));
    }
    if (metric == EvaluationMetric.RANDOMISATION && !explanation.randomisation().isEmpty()) {
      randomisations.add(explanation.randomisation().get(example));
    }
  }

  /** So many examples have no number. */
  void missed(EvaluationMetric metric, int examples, String id, AttributionException why) {
    list(metric).addAll(Collections.nCopies(examples, Estimate.exact(Double.NaN)));
    fail(id, String.valueOf(why.getMessage()));
  }

  private void fail(String what, String why) {
    if (failures.size() < MOST_FAILURES) {
      failures.add(what + ": " + why);
    }
  }

  private List<Estimate> list(EvaluationMetric metric) {
    return values.computeIfAbsent(metric, key -> new ArrayList<>());
  }

  /** From here on {@link #undo} takes back. */
  void begin() {
    done =
        new int[] {
          times.size(), deletions.size(), insertions.size(), randomisations.size(), constant
        };
  }

  /** Takes back what was measured since {@link #begin}. */
  void undo(int examples) {
    for (List<Estimate> list : values.values()) {
      cut(list, examples);
    }
    cut(times, done[0]);
    cut(deletions, done[1]);
    cut(insertions, done[2]);
    cut(randomisations, done[3]);
    constant = done[4];
  }

  private static void cut(List<?> list, int size) {
    list.subList(Math.min(size, list.size()), list.size()).clear();
  }

  MethodEvaluation evaluation() {
    return new MethodEvaluation(
        name,
        values,
        Estimate.over(times),
        constant,
        MeanCurve.of(deletions),
        MeanCurve.of(insertions),
        MeanCurve.of(randomisations),
        List.copyOf(failures));
  }
}
