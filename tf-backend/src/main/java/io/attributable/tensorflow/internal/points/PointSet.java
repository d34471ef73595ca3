package io.attributable.tensorflow.internal.points;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Conductance;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.ErrorCode;
import io.attributable.GradientShap;
import io.attributable.PathMethod;
import io.attributable.Quadrature;
import io.attributable.Smoothing;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.points.QuadratureRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The points at which a method evaluates the model. Immutable; arrays are not to be changed. */
final class PointSet {
  private final double[] alphas;
  private final double[] weights;
  private final Optional<long[]> rows;
  private final double scale;
  private final Optional<long[]> samples;

  PointSet(double[] alphas, double[] weights, Optional<long[]> rows, double scale) {
    this(alphas, weights, rows, scale, Optional.empty());
  }

  private PointSet(
      double[] alphas,
      double[] weights,
      Optional<long[]> rows,
      double scale,
      Optional<long[]> samples) {
    this.samples = samples;
    this.alphas = alphas;
    this.weights = weights;
    this.rows = rows;
    this.scale = scale;
  }

  /** Where each point is: 0 is the baseline, 1 the input. */
  double[] alphas() {
    return alphas;
  }

  /** What each point counts. */
  double[] weights() {
    return weights;
  }

  /** The row of the baselines for each point; empty where each example has its own. */
  Optional<long[]> rows() {
    return rows;
  }

  /** What the sum of the points before counts, to which these are added; 0 to begin anew. */
  double scale() {
    return scale;
  }

  /** The sample of noise for each point, or one for all; empty where there is none. */
  Optional<long[]> samples() {
    return samples;
  }

  /** Inputs with noise, another sample of it at each point. */
  static PointSet ofSamples(long... samples) {
    double[] ones = filled(samples.length, 1);
    return new PointSet(ones, ones, Optional.empty(), 1, Optional.of(samples));
  }

  /** The same points with one sample of noise. */
  PointSet ofSample(long sample) {
    return new PointSet(alphas, weights, rows, scale, Optional.of(new long[] {sample}));
  }

  /**
   * All that a method evaluates the model at: its points, for one sample of noise, or the samples.
   */
  static PointSet of(
      AttributionMethod method,
      Optional<Smoothing> smoothing,
      PlannedPoints planned,
      long baselines) {
    return planned.pointsAreSamples()
        ? ofSamples(LongStream.range(0, smoothing.orElseThrow().samples()).toArray())
        : of(method, baselines);
  }

  /** All points of a method, with as many steps as it says. */
  static PointSet of(AttributionMethod method, long baselines) {
    if (method instanceof GradientShap shap) {
      return samples(shap, baselines);
    }
    if (method instanceof DeepLiftShap) {
      return everyRow(Math.toIntExact(baselines));
    }
    if (method instanceof DeepLift) {
      return at(1);
    }
    PathMethod path = (PathMethod) method;
    return of(path, path.steps());
  }

  /** Some points that all count, with the baselines of each example. */
  static PointSet at(double... alphas) {
    return new PointSet(alphas, filled(alphas.length, 1), Optional.empty(), 1);
  }

  /** The input again and again, with these rows of the baselines. */
  static PointSet ofRows(long... rows) {
    double[] ones = filled(rows.length, 1);
    return new PointSet(ones, ones, Optional.of(rows), 1);
  }

  private static double[] filled(int count, double number) {
    double[] all = new double[count];
    Arrays.fill(all, number);
    return all;
  }

  /** Points of a path with some number of steps. */
  static PointSet of(PathMethod method, int steps) {
    return method instanceof Conductance conductance
        ? steps(conductance, steps)
        : path(method, steps);
  }

  private static PointSet path(PathMethod method, int steps) {
    Quadrature quadrature = method.quadrature();
    if (steps < QuadratureRule.fewest(quadrature)) {
      throw new AttributionException(
          ErrorCode.METHOD_PARAMETER,
          method.name(),
          "steps",
          "cannot be \"" + steps + "\": the trapezoid needs at least 2");
    }
    QuadratureRule rule = QuadratureRule.of(quadrature, steps);
    return new PointSet(rule.nodes(), rule.weights(), Optional.empty(), 1);
  }

  /**
   * One point more than steps, which end at each but the first; gradients in the middle of steps
   * are points of their own.
   */
  private static PointSet steps(Conductance method, int steps) {
    double[] nodes = QuadratureRule.of(method.quadrature(), steps + 1).nodes();
    boolean middle = method.gradientAt() == Conductance.GradientAt.MIDPOINT;
    double[] alphas = middle ? withMiddles(nodes) : nodes;
    int stride = middle ? 2 : 1;
    double[] ends =
        IntStream.range(0, alphas.length)
            .mapToDouble(i -> i > 0 && i % stride == 0 ? 1 : 0)
            .toArray();
    return new PointSet(alphas, ends, Optional.empty(), 1);
  }

  private static double[] withMiddles(double[] nodes) {
    double[] all = new double[2 * nodes.length - 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = i % 2 == 0 ? nodes[i / 2] : (nodes[i / 2] + nodes[i / 2 + 1]) / 2;
    }
    return all;
  }

  /** Drawn one after the other from one stream, so that more samples begin like fewer. */
  private static PointSet samples(GradientShap shap, long baselines) {
    int count = shap.samples();
    double[] alphas = new double[count];
    long[] rows = new long[count];
    SplittableRandom random = new SplittableRandom(shap.seed());
    for (int i = 0; i < count; i++) {
      rows[i] = random.nextLong(baselines);
      alphas[i] = random.nextDouble();
    }
    return new PointSet(
        alphas,
        filled(count, 1.0 / count),
        Optional.of(rows),
        1,
        shap.stdev().isZero()
            ? Optional.empty()
            : Optional.of(LongStream.range(0, count).toArray()));
  }

  /** The input, once for each row of the baselines. */
  private static PointSet everyRow(int baselines) {
    return new PointSet(
        filled(baselines, 1),
        filled(baselines, 1.0 / baselines),
        Optional.of(LongStream.range(0, baselines).toArray()),
        1);
  }

  int size() {
    return alphas.length;
  }

  /** Some of the points. */
  PointSet part(int from, int to) {
    return new PointSet(
        Arrays.copyOfRange(alphas, from, to),
        Arrays.copyOfRange(weights, from, to),
        rows.map(all -> Arrays.copyOfRange(all, from, to)),
        from == 0 ? scale : 1,
        samples.map(all -> all.length == 1 ? all : Arrays.copyOfRange(all, from, to)));
  }

  /** The inputs of all points, with their noise. */
  PointSet atInputs() {
    return new PointSet(filled(size(), 1), weights, rows, 1, samples);
  }

  /** The baselines of all points. */
  PointSet atBaselines() {
    return new PointSet(new double[size()], weights, rows, 1, samples);
  }
}
