package io.attributable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the reasons in the attributions of layers whose columns are features. */
final class ReasonFinder {
  private static final String BASELINES =
      "Explain by integrated-gradients, conductance, deeplift, gradient-shap or deeplift-shap, and"
          + " give the baseline.";

  private final List<Attribution> layers;
  private final ReasonSide side;
  private final int count;

  private ReasonFinder(List<Attribution> layers, ReasonSide side, int count) {
    this.layers = layers;
    this.side = side;
    this.count = count;
  }

  /**
   * The reasons.
   *
   * @param layers of one run, at least one
   * @throws AttributionException REASONS_UNAVAILABLE, FEATURES_INVALID, ATTRIBUTION_NOT_FINITE,
   *     SEVERAL_TENSORS
   */
  static Reasons of(List<Attribution> layers, ReasonSide side, int count) {
    return new ReasonFinder(layers, side, count).reasons();
  }

  /** Which of several layers are made of features: those that were named, or else inputs. */
  static List<Attribution> featured(List<Attribution> layers) {
    List<Attribution> named =
        layers.stream()
            .filter(layer -> layer.features().columns(layer.layer()).isPresent())
            .toList();
    List<Attribution> inputs =
        layers.stream().filter(layer -> Features.isInput(layer.layer())).toList();
    if (!named.isEmpty() || !inputs.isEmpty()) {
      return named.isEmpty() ? inputs : named;
    }
    if (layers.size() == 1) {
      return layers;
    }
    throw unavailable(
        "none of the " + layers.size() + " explained layers is an input, and no features are named",
        "Explain inputs (input:NAME), or name the features of layers.");
  }

  private Reasons reasons() {
    if (count < 1) {
      throw unavailable(count + " were requested", "Request at least 1.");
    }
    layers.forEach(this::check);
    Attribution first = layers.get(0);
    Convergence sums = first.convergence().orElseThrow();
    FeatureContributions contributions = FeatureContributions.of(layers);
    ReasonRanking ranking = new ReasonRanking(contributions, side, count);
    List<ExampleReasons> examples = new ArrayList<>();
    for (int i = 0; i < sums.at().size(); i++) {
      ReasonRanking.Ranked ranked = ranking.of(i);
      examples.add(
          new ExampleReasons(
              ranked.reasons(),
              ranked.alsoTied(),
              sums.at().get(i),
              sums.atBaseline().get(i),
              sums.delta().get(i)));
    }
    return new Reasons(
        side, count, first.method(), isZero(first.method()), first.smoothing(), examples);
  }

  private void check(Attribution layer) {
    AttributionMethod method = layer.method();
    if (!method.equals(layers.get(0).method())) {
      throw unavailable(
          "features are explained by %s and by %s"
              .formatted(layers.get(0).method().name(), method.name()),
          "Explain all of them by one method.");
    }
    if (!(method instanceof BaselineMethod) && !(method instanceof DistributionMethod)) {
      throw unavailable(
          "method \"" + method.name() + "\" compares examples with no baseline", BASELINES);
    }
    obstacle(layer)
        .ifPresent(
            problem -> {
              throw unavailable(problem, "Leave that out.");
            });
    if (layer.convergence().isEmpty()) {
      throw unavailable(
          "attributions of \"%s\" by %s do not add up to a change of the output"
              .formatted(layer.layer(), method.toMap()),
          BASELINES);
    }
  }

  private static Optional<String> obstacle(Attribution layer) {
    return layer
        .explainedFeatures()
        .obstacle()
        .or(() -> masked(layer.method()))
        .or(
            () ->
                layer
                    .smoothing()
                    .map(Smoothing::kind)
                    .filter(kind -> kind != Smoothing.Kind.SMOOTHGRAD)
                    .map(kind -> "smoothing by " + kind + " has no signs"));
  }

  private static Optional<String> masked(AttributionMethod method) {
    return method instanceof FeatureGroupMethod grouped && !grouped.mask().isNone()
        ? Optional.of("a mask puts columns together, each of which has the value of all")
        : Optional.empty();
  }

  private static boolean isZero(AttributionMethod method) {
    return method instanceof BaselineMethod one && one.baseline().equals(Baseline.zeros());
  }

  private static AttributionException unavailable(String problem, String remedy) {
    return new AttributionException(ErrorCode.REASONS_UNAVAILABLE, problem, remedy);
  }
}
