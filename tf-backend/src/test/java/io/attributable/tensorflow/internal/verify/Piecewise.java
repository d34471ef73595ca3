package io.attributable.tensorflow.internal.verify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Networks of one layer between a mixing of all numbers before it and a weighted sum behind: their
 * gradients jump on all sides.
 *
 * @param name what the layer does
 * @param layer what it makes of its numbers
 * @param back the gradient of its numbers, given these and that of what it makes
 */
record Piecewise(String name, UnaryOperator<double[]> layer, Back back) {
  static final int SIZE = 48;
  private static final int TOP = 8;

  private static final Map<Mixing, double[][]> MIXINGS = new ConcurrentHashMap<>();

  /** What numbers before a layer are mixed by, which takes longer to make than to use. */
  private record Mixing(int inputs, long seed) {
    static double[][] of(int inputs, long seed) {
      return MIXINGS.computeIfAbsent(new Mixing(inputs, seed), Mixing::rows);
    }

    private double[][] rows() {
      return IntStream.range(0, SIZE)
          .mapToObj(i -> Made.numbers(inputs, 100 * seed + i))
          .toArray(double[][]::new);
    }
  }

  /** A gradient by hand. */
  @FunctionalInterface
  interface Back {
    double[] of(double[] x, double[] dy);
  }

  static List<Piecewise> all() {
    return List.of(
        each("relu", x -> Math.max(0, x), x -> x > 0 ? 1 : 0),
        each("abs", Math::abs, Math::signum),
        each("clip", x -> Math.max(-0.3, Math.min(0.3, x)), x -> Math.abs(x) <= 0.3 ? 1 : 0),
        each(
            "hard sigmoid",
            x -> Math.max(0, Math.min(1, 0.2 * x + 0.5)),
            x -> Math.abs(x) < 2.5 ? 0.2 : 0),
        new Piecewise("max pooling", Piecewise::pooled, Piecewise::unpooled),
        new Piecewise(
            "sort",
            x -> Arrays.stream(order(x)).mapToDouble(i -> x[i]).toArray(),
            (x, dy) -> put(x.length, order(x), dy)),
        new Piecewise(
            "top k",
            x -> Arrays.stream(top(x)).mapToDouble(i -> x[i]).toArray(),
            (x, dy) -> put(x.length, top(x), dy)));
  }

  private static Piecewise each(String name, DoubleUnaryOperator layer, DoubleUnaryOperator slope) {
    return new Piecewise(
        name,
        x -> Arrays.stream(x).map(layer).toArray(),
        (x, dy) ->
            IntStream.range(0, x.length)
                .mapToDouble(i -> dy[i] * slope.applyAsDouble(x[i]))
                .toArray());
  }

  private static double[] pooled(double[] x) {
    return IntStream.range(0, x.length / 4)
        .mapToDouble(i -> Arrays.stream(x, 4 * i, 4 * i + 4).max().orElseThrow())
        .toArray();
  }

  private static double[] unpooled(double[] x, double[] dy) {
    double[] dx = new double[x.length];
    for (int i = 0; i < dy.length; i++) {
      int largest = 4 * i;
      for (int j = 4 * i; j < 4 * i + 4; j++) {
        largest = x[j] > x[largest] ? j : largest;
      }
      dx[largest] = dy[i];
    }
    return dx;
  }

  private static int[] order(double[] x) {
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -x[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] top(double[] x) {
    return Arrays.copyOf(order(x), TOP);
  }

  private static double[] put(int count, int[] positions, double[] dy) {
    double[] dx = new double[count];
    for (int i = 0; i < positions.length; i++) {
      dx[positions[i]] = dy[i];
    }
    return dx;
  }

  /** The explained number, smooth in what the layer makes. */
  double value(double[] input, long seed) {
    double[] y = layer.apply(mixed(input, seed));
    double[] weights = Made.numbers(y.length, seed + 1);
    return IntStream.range(0, y.length)
        .mapToDouble(i -> weights[i] * (y[i] + 0.1 * y[i] * y[i]))
        .sum();
  }

  /** Its gradient, if the layer's rule is another. */
  double[] gradient(double[] input, long seed, UnaryOperator<Back> rule) {
    double[] x = mixed(input, seed);
    double[] y = layer.apply(x);
    double[] weights = Made.numbers(y.length, seed + 1);
    double[] dy = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      dy[i] = weights[i] * (1 + 0.2 * y[i]);
    }
    double[] dx = rule.apply(back).of(x, dy);
    double[] gradient = new double[input.length];
    double[][] rows = Mixing.of(input.length, seed);
    for (int i = 0; i < x.length; i++) {
      double[] row = rows[i];
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += dx[i] * row[j];
      }
    }
    return gradient;
  }

  private static double[] mixed(double[] input, long seed) {
    double[] mixed = new double[SIZE];
    double[][] rows = Mixing.of(input.length, seed);
    for (int i = 0; i < SIZE; i++) {
      double[] row = rows[i];
      for (int j = 0; j < input.length; j++) {
        mixed[i] += row[j] * input[j];
      }
    }
    return mixed;
  }

  @Override
  public String toString() {
    return name;
  }
}
