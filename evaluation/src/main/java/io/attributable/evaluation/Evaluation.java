package io.attributable.evaluation;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.evidence.compare.Similarity;
import io.attributable.tensorflow.AttributableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Measures methods on the same examples, beside a random attribution. What fails for one method is
 * told in its row; the others go on. Not thread-safe. Owns native memory where weights are
 * shuffled, until it is closed.
 *
 * <pre>{@code
 * try (Evaluation evaluation = new Evaluation(model, methods, EvaluationMetric.DEFAULTS,
 *     EvaluationOptions.defaults())) {
 *   evaluation.add("first", request);
 *   System.out.println(evaluation.report().verdict());
 * }
 * }</pre>
 *
 * <p>Deadlines of {@link io.attributable.tensorflow.Calls#withTimeout} hold between batches: {@link
 * #report} then tells of what was finished before.
 */
public final class Evaluation implements AutoCloseable {
  private final AttributableModel model;
  private final List<EvaluatedMethod> methods;
  private final List<EvaluationMetric> metrics;
  private final EvaluationOptions options;
  private final Map<String, MethodRecord> records = new LinkedHashMap<>();
  private final Map<List<String>, List<Similarity>> similarities = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final RandomisedModels randomised;
  private int examples;

  /**
   * An evaluation of no examples so far.
   *
   * @param model stays the caller's
   * @param methods at least one, of different names
   * @param metrics at least one
   */
  public Evaluation(
      AttributableModel model,
      List<EvaluatedMethod> methods,
      List<EvaluationMetric> metrics,
      EvaluationOptions options) {
    this.model = Objects.requireNonNull(model, "model");
    this.methods = List.copyOf(methods);
    this.metrics = List.copyOf(metrics);
    this.options = Objects.requireNonNull(options, "options");
    this.randomised = new RandomisedModels(model, options.seed(), true);
    if (methods.isEmpty() || metrics.isEmpty()) {
      throw new IllegalArgumentException("an evaluation needs a method and a metric");
    }
    methods.forEach(method -> records.put(method.name(), new MethodRecord(method.name(), metrics)));
    records.put(
        EvaluatedExplanation.RANDOM, new MethodRecord(EvaluatedExplanation.RANDOM, metrics));
    if (records.size() != methods.size() + 1) {
      throw new IllegalArgumentException("methods of the same name: " + methods);
    }
  }

  /** How often {@link #add} tells of progress. */
  public int steps() {
    return (methods.size() + 1) * metrics.size();
  }

  /**
   * What an example costs, before anything is run: forward passes and explanations by each method,
   * at most.
   */
  public EvaluationCost cost() {
    return EvaluationCost.of(metrics, options);
  }

  /** As {@link #add(String, AttributionRequest, Runnable)}, and tells of no progress. */
  public void add(String id, AttributionRequest request) {
    add(id, request, () -> {});
  }

  /**
   * Measures all methods on the examples of a request. Where it cannot be evaluated by any, the
   * report says so.
   *
   * @param id what the report calls it
   * @param request as {@link ExplainedRequest#of} takes it
   * @param progress is run after each metric of each method: {@link #steps()} times
   * @throws AttributionException CANCELLED, DEADLINE_EXCEEDED, MODEL_CLOSED; what was measured
   *     before stays, and none of this request
   */
  public void add(String id, AttributionRequest request, Runnable progress) {
    records.values().forEach(MethodRecord::begin);
    try {
      ExplainedRequest explained = ExplainedRequest.of(model, request, options, randomised);
      List<EvaluatedExplanation> found = new ArrayList<>();
      for (EvaluatedMethod method : methods) {
        measure(id, explained, method, progress).ifPresent(found::add);
      }
      EvaluatedExplanation random = explained.random(options.seed() + examples);
      measure(id, record(random.name()), random, progress);
      compare(found);
      examples += explained.size();
    } catch (AttributionException e) {
      ended(e);
      failed(id, String.valueOf(e.getMessage()));
    }
  }

  /** Tells of a request that could not even be made. */
  public void failed(String id, String why) {
    failures.add("%s: %s".formatted(id, why));
  }

  private MethodRecord record(String name) {
    return Objects.requireNonNull(records.get(name));
  }

  private Optional<EvaluatedExplanation> measure(
      String id, ExplainedRequest explained, EvaluatedMethod method, Runnable progress) {
    MethodRecord record = record(method.name());
    try {
      explained.by(method); // Its plan is made, so that times are those of explanations.
      EvaluatedExplanation explanation = explained.by(method);
      record.explained(explanation);
      measure(id, record, explanation, progress);
      return Optional.of(explanation);
    } catch (AttributionException e) {
      ended(e);
      for (EvaluationMetric metric : metrics) {
        record.missed(metric, explained.size(), id, e);
        progress.run();
      }
      return Optional.empty();
    }
  }

  private void measure(
      String id, MethodRecord record, EvaluatedExplanation explanation, Runnable progress) {
    for (EvaluationMetric metric : metrics) {
      record.measured(id, metric, explanation, this::ended);
      progress.run();
    }
  }

  /** After some failures the next call would fail, too. */
  private void ended(AttributionException e) {
    boolean over =
        switch (e.code()) {
          case CANCELLED, DEADLINE_EXCEEDED, MODEL_CLOSED -> true;
          default -> false;
        };
    if (over) {
      records.values().forEach(record -> record.undo(examples));
      throw e;
    }
  }

  private void compare(List<EvaluatedExplanation> found) {
    for (int i = 0; i < found.size(); i++) {
      for (int j = i + 1; j < found.size(); j++) {
        similarities
            .computeIfAbsent(
                List.of(found.get(i).name(), found.get(j).name()), key -> new ArrayList<>())
            .addAll(MethodAgreement.similarities(found.get(i), found.get(j)));
      }
    }
  }

  /** Frees native memory; what was found stays. */
  @Override
  public void close() {
    randomised.close();
  }

  /** What was found so far. */
  public EvaluationReport report() {
    return new EvaluationReport(
        examples,
        metrics,
        options,
        records.values().stream().map(MethodRecord::evaluation).toList(),
        similarities.entrySet().stream()
            .map(
                pair ->
                    MethodAgreement.of(pair.getKey().get(0), pair.getKey().get(1), pair.getValue()))
            .toList(),
        failures);
  }
}
