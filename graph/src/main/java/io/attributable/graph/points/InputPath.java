package io.attributable.graph.points;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the points between values and their baselines, and the values at both ends. */
final class InputPath {
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final PointArrays points;
  private final TensorRef alphas;
  private final TensorRef rows;
  private final TensorRef count;
  private final TensorRef baselineCount;

  InputPath(NodeWriter writer, TensorRef alphas, TensorRef rows) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
    this.points = new PointArrays(writer);
    this.alphas = alphas;
    this.rows = rows;
    this.count = points.size(points.sizes(alphas), 0);
    this.baselineCount = points.size(points.sizes(rows), 0);
  }

  /** How many points there are, 64-bit. */
  TensorRef count() {
    return count;
  }

  /** How many rows of baselines belong to each example, 64-bit: one, or one per point. */
  TensorRef baselineCount() {
    return baselineCount;
  }

  /** {@code [points or 1, examples or 1, …]} of the rows of a baseline. */
  TensorRef baseline(TensorRef fed) {
    TensorRef last = writer.binary("Sub", points.size(points.sizes(fed), 0), writer.scalar(1L));
    TensorRef which = writer.op("Minimum", rows, last).shape(Shape.of(-1, -1)).write();
    return arrays.element(fed, which, behindTwo(writer.graph().shape(fed)));
  }

  private static Shape behindTwo(Shape rows) {
    return rows.isUnknown() ? rows : rows.tail().prepend(-1).prepend(-1);
  }

  /**
   * The points themselves. Written so that both ends are exact.
   *
   * @param from {@code [points or 1, rows or 1, …]}
   * @param to {@code [points or 1, rows, …]}
   * @return {@code [points · rows, …]}
   */
  TensorRef between(TensorRef from, TensorRef to, Shape known) {
    TensorRef alpha = points.column(writer.cast(alphas, writer.graph().type(to)), to);
    TensorRef rest = writer.binary("Sub", writer.scalarLike(to, 1), alpha);
    TensorRef sum = writer.binary("AddV2", writer.mul(alpha, to), writer.mul(rest, from));
    return points.join(sum, known);
  }

  /** A baseline for each example, and each point if there is one for each. */
  TensorRef wholeBaseline(TensorRef baseline, TensorRef values, Shape known) {
    TensorRef sizes = arrays.concat(0, arrays.vector(baselineCount()), points.sizes(values));
    TensorRef whole = arrays.broadcast(baseline, sizes, writer.graph().shape(baseline));
    return points.join(whole, known);
  }

  /**
   * Values for each point.
   *
   * @param values {@code [points or 1, rows, …]}
   * @return {@code [points · rows, …]}
   */
  TensorRef forEachPoint(TensorRef values, Shape known) {
    TensorRef behind = arrays.part(points.sizes(values), 1, -1);
    TensorRef sizes = arrays.concat(0, arrays.vector(count()), behind);
    return points.join(arrays.broadcast(values, sizes, Shape.unknown()), known);
  }

  /** Rows so many times one after the other. */
  TensorRef repeat(TensorRef values, TensorRef times, Shape known) {
    TensorRef examples = points.size(points.sizes(values), 0);
    TensorRef all = arrays.range(writer.binary("Mul", times, examples));
    TensorRef which = writer.op("FloorMod", all, examples).shape(Shape.of(-1)).write();
    return arrays.element(values, which, known);
  }

  /**
   * Where the baselines of a tensor are fed: any number of rows, elements that may be broadcast.
   */
  TensorRef placeholder(DataType type, Shape of) {
    long[] open = new long[of.isUnknown() ? 0 : of.numDimensions()];
    Arrays.fill(open, Shape.UNKNOWN_SIZE);
    return writer.placeholder("baseline", type, of.isUnknown() ? of : Shape.of(open));
  }
}
