package io.attributable.evaluation;

import io.attributable.AttributionRequest;
import io.attributable.LayerPort;
import io.attributable.metrics.Estimate;
import io.attributable.metrics.PerturbationCurve;
import io.attributable.metrics.RankCorrelation;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.generated.ExplainerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * The explanations of a request's examples by one method, to be measured. Immutable; as safe for
 * threads as its model, which must stay open.
 *
 * <pre>{@code
 * EvaluatedExplanation why = EvaluatedExplanation.of(
 *     LayerAttribution.on(model).layers("input:row").method(new IntegratedGradients())
 *         .input("row", rows).target(Target.predicted()));
 * List<Estimate> byExample = why.measure(EvaluationMetric.MU_FIDELITY);
 * }</pre>
 */
public final class EvaluatedExplanation {
  /** What random attributions are called. */
  public static final String RANDOM = "random";

  private static final String INPUT = "input:";

  private final ExplainedRequest request;
  private final String name;
  private final Optional<EvaluatedMethod> method;
  private final List<ExplainedAttribution> examples;
  private final double milliseconds;
  private final ConcurrentMap<EvaluationMetric, List<PerturbationCurve>> shuffled =
      new ConcurrentHashMap<>();

  EvaluatedExplanation(
      ExplainedRequest request,
      String name,
      Optional<EvaluatedMethod> method,
      double[][] attributions,
      double milliseconds) {
    this.request = request;
    this.name = name;
    this.method = method;
    this.milliseconds = milliseconds;
    this.examples =
        IntStream.range(0, request.size())
            .mapToObj(
                i ->
                    new ExplainedAttribution(
                        request.examples().get(i), request.options(), method, attributions[i]))
            .toList();
  }

  /**
   * Runs a request, to be measured with the default options.
   *
   * @throws io.attributable.AttributionException as {@link #of(AttributableModel,
   *     AttributionRequest, EvaluationOptions)}
   */
  public static EvaluatedExplanation of(LayerAttribution request) {
    return of(request, EvaluationOptions.defaults());
  }

  /**
   * Runs a request to its model.
   *
   * @throws io.attributable.AttributionException as {@link #of(AttributableModel,
   *     AttributionRequest, EvaluationOptions)}
   */
  public static EvaluatedExplanation of(LayerAttribution request, EvaluationOptions options) {
    return of(request.model(), request.request(), options);
  }

  /**
   * Runs a request of a generated explainer.
   *
   * @throws io.attributable.AttributionException as {@link #of(AttributableModel,
   *     AttributionRequest, EvaluationOptions)}
   */
  public static EvaluatedExplanation of(ExplainerRequest<?> request, EvaluationOptions options) {
    return of(request.model(), request.request(), options);
  }

  /**
   * Runs a request. It explains inputs, or one layer whose map is brought to a picture's size.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE where no input can be
   *     perturbed, or other layers are explained, and as {@link AttributableModel#attribute}
   */
  public static EvaluatedExplanation of(
      AttributableModel model, AttributionRequest request, EvaluationOptions options) {
    List<LayerPort> layers =
        request.layers().stream().filter(layer -> !layer.layer().startsWith(INPUT)).toList();
    boolean several = layers.size() > 1 || (layers.size() == 1 && request.layers().size() > 1);
    if (several) {
      throw ExplainedInputs.refused(
          "layers " + layers,
          "inputs are explained together, or one layer alone",
          "Evaluate each layer by itself.");
    }
    EvaluatedMethod method =
        layers.isEmpty()
            ? EvaluatedMethod.of(request.method())
            : EvaluatedMethod.of(request.method(), layers.get(0));
    return ExplainedRequest.of(model, request, options).by(method);
  }

  /** The same examples with random attributions, as a control. */
  public EvaluatedExplanation random(long seed) {
    return request.random(seed);
  }

  /** The method's name, or {@link #RANDOM}. */
  public String name() {
    return name;
  }

  /** How many examples are explained. */
  public int size() {
    return examples.size();
  }

  /** How long an explanation took, in milliseconds. */
  public double milliseconds() {
    return milliseconds;
  }

  /** By feature, what is said of an example. */
  double[] features(int example) {
    return examples.get(example).features();
  }

  /** In how many examples it says the same of all features: there it explains nothing. */
  int constant() {
    return (int) examples.stream().filter(ExplainedAttribution::isConstant).count();
  }

  /** The curves of deletion, by example; computed once. */
  public List<PerturbationCurve> deletion() {
    return examples.stream().map(ExplainedAttribution::deletion).toList();
  }

  PerturbationCurve deletion(int example) {
    return examples.get(example).deletion();
  }

  PerturbationCurve insertion(int example) {
    return examples.get(example).insertion();
  }

  /** The curves of insertion, by example; computed once. */
  public List<PerturbationCurve> insertion() {
    return examples.stream().map(ExplainedAttribution::insertion).toList();
  }

  /**
   * By example, the rank correlation with what the method says when the weights of a part of the
   * layers are shuffled, from the output down; 1 where none are. 0 where it says nothing then.
   * Computed once; empty for random attributions.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for a model without
   *     variables, and as {@link AttributableModel#attribute}
   */
  public List<PerturbationCurve> randomisation() {
    return shuffled.computeIfAbsent(
        EvaluationMetric.RANDOMISATION, key -> method.map(this::randomised).orElse(List.of()));
  }

  private List<PerturbationCurve> randomised(EvaluatedMethod known) {
    List<RandomisedModels.Stage<double[][]>> stages = request.randomised(known);
    List<PerturbationCurve> found = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      List<Double> parts = new ArrayList<>(List.of(0.0));
      List<Double> similarities = new ArrayList<>(List.of(1.0));
      for (RandomisedModels.Stage<double[][]> stage : stages) {
        parts.add(stage.part());
        similarities.add(similarity(i, stage.found()[i]));
      }
      found.add(new PerturbationCurve(parts, similarities));
    }
    return found;
  }

  private double similarity(int example, double[] other) {
    ExplainedAttribution own = examples.get(example);
    double correlation = RankCorrelation.spearman(own.features(), own.sums(other));
    return Double.isNaN(correlation) ? 0 : correlation;
  }

  /**
   * A metric by example; of NaN where it says nothing of the method, as measures of faithfulness do
   * of attributions that are all equal. Computed once.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE, and as {@link
   *     AttributableModel#attribute}
   */
  public List<Estimate> measure(EvaluationMetric metric) {
    Objects.requireNonNull(metric, "metric");
    return IntStream.range(0, size()).mapToObj(example -> measure(metric, example)).toList();
  }

  /** The same of one example, where others may fail. */
  Estimate measure(EvaluationMetric metric, int example) {
    return metric == EvaluationMetric.RANDOMISATION
        ? meanSimilarity(example)
        : examples.get(example).measure(metric);
  }

  private Estimate meanSimilarity(int example) {
    return Estimate.exact(
        method.isEmpty() || examples.get(example).isConstant()
            ? Double.NaN
            : randomisation().get(example).scores().stream()
                .skip(1)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN));
  }

  /**
   * How much better these explanations are than others of the same examples.
   *
   * @throws IllegalArgumentException if the others are of another number of examples
   * @throws io.attributable.AttributionException as {@link #measure}
   */
  public PairedDifference against(EvaluatedExplanation other, EvaluationMetric metric) {
    if (other.size() != size()) {
      throw new IllegalArgumentException(
          "%s, compared with %s: they must be of the same examples".formatted(this, other));
    }
    return PairedDifference.of(metric, values(metric), other.values(metric));
  }

  private List<Double> values(EvaluationMetric metric) {
    return measure(metric).stream().map(Estimate::value).toList();
  }

  @Override
  public String toString() {
    return name + " of " + size() + " examples";
  }
}
