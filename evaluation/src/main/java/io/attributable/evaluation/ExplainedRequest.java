package io.attributable.evaluation;

import io.attributable.Activation;
import io.attributable.AttributionRequest;
import io.attributable.Prediction;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.metrics.ExplainedExample;
import io.attributable.tensorflow.AttributableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.Shape;

/**
 * A request whose examples are ready to be measured: what is explained of each is known. Made once
 * for all methods. Immutable; as safe for threads as its model, which stays the caller's.
 */
public final class ExplainedRequest {
  /**
   * An example.
   *
   * @param fine with its own features
   * @param coarse the same, a picture's features being the cells of a grid
   * @param seed of what metrics draw: another one for each example, so that means over examples
   *     know less of chance, and the same for all methods, and in whatever batch it stands
   */
  record Prepared(
      ModelExample example, ExplainedExample fine, ExplainedExample coarse, long seed) {}

  /** Odd, so that the seeds of users stay different. */
  private static final long SEEDS = 0x9E3779B97F4A7C15L;

  private final AttributableModel model;
  private final AttributionRequest request;
  private final ExplainedInputs inputs;
  private final EvaluationOptions options;
  private final List<Prepared> examples;
  private final RandomisedModels randomised;

  private ExplainedRequest(
      AttributableModel model,
      AttributionRequest request,
      ExplainedInputs inputs,
      EvaluationOptions options,
      List<Prepared> examples,
      RandomisedModels randomised) {
    this.randomised = randomised;
    this.model = model;
    this.request = request;
    this.inputs = inputs;
    this.options = options;
    this.examples = examples;
  }

  /**
   * Runs the model once to see what it predicts.
   *
   * @param request inputs, target, output; of its layers those that are inputs are explained, or
   *     all of floating-point numbers where it names none. Its method does not matter here.
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE where no input can be
   *     perturbed, and as {@link AttributableModel#attribute}
   */
  public static ExplainedRequest of(
      AttributableModel model, AttributionRequest request, EvaluationOptions options) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(options, "options");
    return of(model, request, options, new RandomisedModels(model, options.seed(), false));
  }

  /** The same with models that others close. */
  static ExplainedRequest of(
      AttributableModel model,
      AttributionRequest request,
      EvaluationOptions options,
      RandomisedModels randomised) {
    ExplainedInputs inputs = ExplainedInputs.of(request);
    Prediction prediction = prediction(model, request, inputs);
    DoubleNdArray output = prediction.tensor().doubles();
    Shape shape = output.shape();
    new TargetFit(request.target(), prediction.output(), shape).checkExamples(inputs.examples());
    List<Prepared> examples = new ArrayList<>();
    for (int i = 0; i < inputs.examples(); i++) {
      Target target = TargetValues.of(request.target(), i, output);
      new TargetFit(target, prediction.output(), shape).check();
      ModelExample example = new ModelExample(model, request, inputs, i, target);
      double[] baseline = inputs.baseline(i, options.baseline());
      examples.add(
          new Prepared(
              example,
              example.explained(inputs.features(), baseline),
              example.explained(inputs.coarse(options.grid()), baseline),
              options.seed() * SEEDS + Arrays.hashCode(inputs.row(i))));
    }
    return new ExplainedRequest(model, request, inputs, options, examples, randomised);
  }

  private static Prediction prediction(
      AttributableModel model, AttributionRequest request, ExplainedInputs inputs) {
    AttributionRequest forward =
        request
            .withTarget(Target.none())
            .withMethod(new Activation(), Reduction.none())
            .withSmoothing(Optional.empty())
            .withLayers(inputs.layers().subList(0, 1), request.output())
            .withPrediction();
    return model.attribute(forward).prediction().orElseThrow();
  }

  /** How many examples there are. */
  public int size() {
    return examples.size();
  }

  List<Prepared> examples() {
    return examples;
  }

  EvaluationOptions options() {
    return options;
  }

  /**
   * The explanations by a method, and how long they took.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE where the method's
   *     attributions are not of the inputs, and as {@link AttributableModel#attribute}
   */
  public EvaluatedExplanation by(EvaluatedMethod method) {
    Objects.requireNonNull(method, "method");
    long begin = System.nanoTime();
    double[][] attributions = ModelExample.attributions(model, request, inputs, method);
    double milliseconds = (System.nanoTime() - begin) / 1e6 / Math.max(1, size());
    return new EvaluatedExplanation(
        this, method.name(), Optional.of(method), attributions, milliseconds);
  }

  /** Explanations of the same targets by models whose weights are shuffled. */
  List<RandomisedModels.Stage<double[][]>> randomised(EvaluatedMethod method) {
    AttributionRequest same = request.withTarget(resolved());
    return randomised.each(
        request.signature().orElseGet(() -> model.defaultSignature().name()),
        other -> ModelExample.attributions(other, same, inputs, method));
  }

  /** What was predicted before weights were shuffled, as indices. */
  private Target resolved() {
    if (!(request.target() instanceof Target.Predicted)) {
      return request.target();
    }
    List<List<Integer>> indices = new ArrayList<>();
    for (Prepared example : examples) {
      if (example.example().target() instanceof Target.Index one) {
        indices.add(one.index());
      }
    }
    return indices.isEmpty() ? Target.none() : new Target.PerExample(indices);
  }

  /** Attributions drawn from a normal distribution: what no explanation should be worse than. */
  public EvaluatedExplanation random(long seed) {
    double[][] attributions = new double[size()][];
    for (int i = 0; i < attributions.length; i++) {
      Random random = new Random(seed * 31 + i);
      attributions[i] = new double[inputs.elements()];
      for (int j = 0; j < attributions[i].length; j++) {
        attributions[i][j] = random.nextGaussian();
      }
    }
    return new EvaluatedExplanation(
        this, EvaluatedExplanation.RANDOM, Optional.empty(), attributions, 0);
  }
}
