package io.attributable.graph.plan;

import io.attributable.Smoothing;
import io.attributable.graph.points.NoiseFeeds;
import io.attributable.graph.points.PointArrays;
import io.attributable.graph.points.RunState;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Combines the results of samples, those of each run with those of the runs before. What is handed
 * on are the mean, or the mean of squares, of all samples so far; for the variance the mean and the
 * variance.
 *
 * <p>The variance is made of what each sample differs by from the mean of its run, and of what the
 * means of the runs differ by: T. Chan, G. Golub, R. LeVeque, "Algorithms for computing the sample
 * variance", The American Statistician 37, 1983, equation 2.1b. The mean of squares less the square
 * of the mean, as captum has it, cancels: of attributions that are all alike it leaves rounding
 * errors, which may be negative.
 */
final class SampleStatistics {
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final PointArrays points;
  private final RunState state;
  private final int front;
  private final DataType type;
  private final TensorRef here;
  private final TensorRef before;
  private final TensorRef all;

  /**
   * Of a result.
   *
   * @param type of the result
   * @param front how many dimensions stand before the example
   * @param noise whose samples follow one another from run to run, from 0 on
   * @param state what runs hand on
   */
  SampleStatistics(GraphBuilder graph, DataType type, int front, NoiseFeeds noise, RunState state) {
    this.writer = new NodeWriter(graph);
    this.arrays = new ArrayWriter(writer);
    this.points = new PointArrays(writer);
    this.state = state;
    this.front = front;
    this.type = type;
    TensorRef count = writer.shapeOf(noise.samples(), DataType.DT_INT64);
    TensorRef samples = arrays.element(count, writer.scalar(0), Shape.scalar());
    TensorRef first = arrays.element(noise.samples(), writer.scalar(0), Shape.scalar());
    this.here = writer.cast(samples, type);
    this.before = writer.cast(first, type);
    this.all = writer.binary("AddV2", before, here);
  }

  /**
   * The result of all samples so far.
   *
   * @param x {@code [front…, samples, examples, …]}
   */
  TensorRef write(Smoothing.Kind kind, TensorRef x) {
    return switch (kind) {
      case SMOOTHGRAD -> mean(x);
      case SMOOTHGRAD_SQUARED -> mean(writer.unary("Square", x));
      case VARGRAD -> variance(x);
    };
  }

  private TensorRef mean(TensorRef x) {
    TensorRef earlier = placeholder("mean");
    TensorRef sum = points.weightedSum(x, weights(x, writer.unary("Reciprocal", all)), front);
    TensorRef mean = sum(writer.mul(earlier, ratio(before, all)), sum);
    state.carry(earlier, mean);
    return mean;
  }

  private TensorRef variance(TensorRef x) {
    TensorRef ofHere = writer.unary("Reciprocal", here);
    TensorRef mean = points.weightedSum(x, weights(x, ofHere), front);
    TensorRef deviations = writer.binary("Sub", x, arrays.expand(mean, front));
    TensorRef variance =
        points.weightedSum(writer.unary("Square", deviations), weights(x, ofHere), front);
    TensorRef earlierMean = placeholder("mean");
    TensorRef earlierVariance = placeholder("variance");
    TensorRef shift = writer.op("Sub", mean, earlierMean).shapedLike(mean).write();
    TensorRef share = ratio(here, all);
    TensorRef rest = ratio(before, all);
    TensorRef between = nothingOf(writer.unary("Square", shift), writer.mul(share, rest));
    TensorRef within = sum(writer.mul(earlierVariance, rest), writer.mul(variance, share));
    TensorRef whole = sum(between, within);
    state.carry(earlierMean, sum(earlierMean, writer.mul(shift, share)));
    state.carry(earlierVariance, whole);
    return whole;
  }

  /** Where there were no samples before, they count nothing, whatever stands for their mean. */
  private TensorRef nothingOf(TensorRef x, TensorRef factor) {
    return writer.op("MulNoNan", x, factor).shapedLike(x).write();
  }

  /** Zero without dimensions before the first run, then shaped like the result. */
  private TensorRef placeholder(String label) {
    return writer.placeholder(label, type, Shape.unknown());
  }

  private TensorRef sum(TensorRef earlier, TensorRef x) {
    return writer.op("AddV2", earlier, x).shapedLike(x).write();
  }

  private TensorRef ratio(TensorRef a, TensorRef b) {
    return writer.op("RealDiv", a, b).shape(Shape.scalar()).write();
  }

  private TensorRef weights(TensorRef x, TensorRef each) {
    TensorRef sizes = arrays.part(writer.shapeOf(x, DataType.DT_INT64), front, 1);
    return arrays.fill(sizes, each, Shape.of(-1));
  }
}
