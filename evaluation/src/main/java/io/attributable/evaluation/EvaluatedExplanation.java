package io.attributable.evaluation;

import io.attributable.AttributionRequest;
import io.attributable.LayerPort;
import io.attributable.Mode;
import io.attributable.metrics.Completeness;
import io.attributable.metrics.Complexity;
import io.attributable.metrics.Deletion;
import io.attributable.metrics.Estimate;
import io.attributable.metrics.ExplainedExample;
import io.attributable.metrics.Infidelity;
import io.attributable.metrics.Insertion;
import io.attributable.metrics.MaxSensitivity;
import io.attributable.metrics.MuFidelity;
import io.attributable.metrics.Perturbation;
import io.attributable.metrics.PerturbationCurve;
import io.attributable.metrics.RankCorrelation;
import io.attributable.metrics.SensitivityN;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.generated.ExplainerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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

  private static final double RADIUS = 0.02;
  private static final double NEGLIGIBLE = 1e-5;
  private static final String INPUT = "input:";

  private final ExplainedRequest request;
  private final String name;
  private final Optional<EvaluatedMethod> method;
  private final double[][] attributions;
  private final double milliseconds;
  private final ConcurrentMap<EvaluationMetric, List<PerturbationCurve>> curves =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<EvaluationMetric, List<Estimate>> measured =
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
    this.attributions = attributions;
    this.milliseconds = milliseconds;
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
    return attributions.length;
  }

  /** How long an explanation took, in milliseconds. */
  public double milliseconds() {
    return milliseconds;
  }

  /** By feature, what is said of an example. */
  double[] features(int example) {
    return request.examples().get(example).fine().features().sums(attributions[example]);
  }

  /** The curves of deletion, by example; computed once. */
  public List<PerturbationCurve> deletion() {
    Deletion metric = new Deletion(request.options().steps());
    return curves.computeIfAbsent(EvaluationMetric.DELETION, key -> curves(metric::of));
  }

  /** The curves of insertion, by example; computed once. */
  public List<PerturbationCurve> insertion() {
    Insertion metric = new Insertion(request.options().steps());
    return curves.computeIfAbsent(EvaluationMetric.INSERTION, key -> curves(metric::of));
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
    return curves.computeIfAbsent(
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
    double[] sums = request.examples().get(example).fine().features().sums(other);
    double correlation = RankCorrelation.spearman(features(example), sums);
    return Double.isNaN(correlation) ? 0 : correlation;
  }

  private List<Estimate> meanSimilarity() {
    return method.isEmpty()
        ? Collections.nCopies(size(), Estimate.exact(Double.NaN))
        : randomisation().stream()
            .map(
                curve ->
                    Estimate.exact(
                        curve.scores().stream()
                            .skip(1)
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElse(Double.NaN)))
            .toList();
  }

  private interface Curve {
    PerturbationCurve of(ExplainedExample example, double[] attributions);
  }

  private List<PerturbationCurve> curves(Curve metric) {
    List<PerturbationCurve> found = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      found.add(metric.of(request.examples().get(i).fine(), attributions[i]));
    }
    return found;
  }

  /**
   * A metric by example; of NaN where it says nothing of the method. Computed once.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE, and as {@link
   *     AttributableModel#attribute}
   */
  public List<Estimate> measure(EvaluationMetric metric) {
    return measured.computeIfAbsent(Objects.requireNonNull(metric, "metric"), this::measured);
  }

  private List<Estimate> measured(EvaluationMetric metric) {
    return switch (metric) {
      case DELETION -> deletion().stream().map(curve -> Estimate.exact(curve.area())).toList();
      case INSERTION -> insertion().stream().map(curve -> Estimate.exact(curve.area())).toList();
      case AOPC -> deletion().stream().map(curve -> Estimate.exact(curve.aopc())).toList();
      case RANDOMISATION -> meanSimilarity();
      default -> each(metric);
    };
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

  private List<Estimate> each(EvaluationMetric metric) {
    List<Estimate> found = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      found.add(one(metric, request.examples().get(i), attributions[i]));
    }
    return found;
  }

  private Estimate one(
      EvaluationMetric metric, ExplainedRequest.Prepared example, double[] attribution) {
    EvaluationOptions options = request.options();
    return switch (metric) {
      case MU_FIDELITY ->
          new MuFidelity(options.samples(), options.part(), example.seed())
              .of(example.coarse(), attribution);
      case SENSITIVITY_N -> sensitivityN(example, attribution);
      case INFIDELITY ->
          new Infidelity(
                  Perturbation.removal(options.part()), options.samples(), true, example.seed())
              .of(example.coarse(), attribution, mode());
      case MAX_SENSITIVITY -> maxSensitivity(example, attribution);
      case COMPLETENESS -> completeness(example.fine(), attribution);
      default -> Estimate.exact(form(metric, example.fine().features().sums(attribution)));
    };
  }

  private Mode mode() {
    return method.map(EvaluatedMethod::mode).orElse(Mode.GLOBAL);
  }

  private Estimate sensitivityN(ExplainedRequest.Prepared example, double[] attribution) {
    EvaluationOptions options = request.options();
    int features = example.coarse().features().count();
    int size = Math.max(1, (int) Math.round(options.part() * features));
    return new SensitivityN(size, options.samples(), example.seed())
        .of(example.coarse(), attribution);
  }

  private Estimate maxSensitivity(ExplainedRequest.Prepared example, double[] attribution) {
    if (method.isEmpty()) {
      return Estimate.exact(Double.NaN);
    }
    EvaluationOptions options = request.options();
    double radius = options.radius().orElseGet(() -> RADIUS * range(example));
    return new MaxSensitivity(Perturbation.uniform(radius), options.explanations(), example.seed())
        .of(
            example.fine(),
            attribution,
            rows -> example.example().attributions(rows, method.orElseThrow()));
  }

  /** What lies between the smallest and the largest element; 1 where all are equal. */
  private static double range(ExplainedRequest.Prepared example) {
    double[] row = example.example().inputs().row(example.example().index());
    double range = Arrays.stream(row).max().orElse(0) - Arrays.stream(row).min().orElse(0);
    return range > 0 && Double.isFinite(range) ? range : 1;
  }

  private Estimate completeness(ExplainedExample example, double[] attribution) {
    boolean sum = method.map(EvaluatedMethod::isSum).orElse(false);
    return Estimate.exact(sum ? Completeness.of(example, attribution).relative() : Double.NaN);
  }

  private static double form(EvaluationMetric metric, double[] features) {
    return switch (metric) {
      case SPARSENESS -> Complexity.sparseness(features);
      case COMPLEXITY -> Complexity.entropy(features);
      case EFFECTIVE_COMPLEXITY -> Complexity.effective(features, NEGLIGIBLE);
      default -> throw new IllegalArgumentException(metric.word());
    };
  }

  @Override
  public String toString() {
    return name + " of " + size() + " examples";
  }
}
