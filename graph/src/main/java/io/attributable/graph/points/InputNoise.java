package io.attributable.graph.points;

import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Writes inputs with normally distributed noise. Each sample and element has a number of its own,
 * which all examples share: sample s of the input i is drawn from Philox's stream at the counters
 * (s · ceil(E / 4), i), E being the elements of an example, so that it is the same in whichever run
 * and beside whichever examples. One counter gives 4 numbers: {@code NormalDistribution} in
 * tensorflow/core/lib/random/random_distributions.h (TensorFlow 2.18).
 */
final class InputNoise {
  /** Philox in {@code StatelessRandomNormalV2}: tensorflow/core/framework/rng_alg.h. */
  private static final int PHILOX = 1;

  private static final long OF_A_COUNTER = 4;

  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final PointArrays points;
  private final NoiseFeeds feeds;
  private final Map<TensorRef, TensorRef> written = new LinkedHashMap<>();

  /** Makes what is fed. */
  InputNoise(NodeWriter writer, List<TensorSchema> inputs) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
    this.points = new PointArrays(writer);
    this.feeds =
        new NoiseFeeds(
            writer.placeholder("samples", DataType.DT_INT64, Shape.of(-1)),
            writer.placeholder("seed", DataType.DT_INT64, Shape.scalar()),
            writer.placeholder("stdevs", DataType.DT_DOUBLE, Shape.of(-1)),
            writer.placeholder("ranges", DataType.DT_DOUBLE, Shape.of(-1)),
            inputs.stream().map(TensorSchema::name).toList());
  }

  NoiseFeeds feeds() {
    return feeds;
  }

  /** How many samples there are, 64-bit. */
  TensorRef count() {
    return points.size(points.sizes(feeds.samples()), 0);
  }

  /**
   * The values of an input with noise.
   *
   * @param values {@code [examples, …]}
   * @return {@code [samples, examples, …]}
   */
  TensorRef around(String input, TensorRef values) {
    return written.computeIfAbsent(values, unused -> write(feeds.inputs().indexOf(input), values));
  }

  private TensorRef write(int input, TensorRef values) {
    DataType type = writer.graph().type(values);
    DataType wide = type == DataType.DT_DOUBLE ? type : DataType.DT_FLOAT;
    TensorRef noise = writer.cast(noise(input, values), wide);
    TensorRef scaled = writer.op("Mul", noise, stdev(input, values, wide)).write();
    TensorRef all = arrays.expand(values, 0);
    Shape known = writer.graph().shape(all);
    return writer
        .op("AddV2", all, writer.cast(scaled, type))
        .shape(known.isUnknown() ? known : known.tail().prepend(-1))
        .write();
  }

  /** {@code [samples, 1, …]}: those between the first and the last are drawn, and some chosen. */
  private TensorRef noise(int input, TensorRef values) {
    TensorRef shape = arrays.part(points.sizes(values), 1, -1);
    TensorRef elements = arrays.product(shape);
    TensorRef counters =
        writer.binary(
            "FloorDiv",
            writer.binary("AddV2", elements, writer.scalar(OF_A_COUNTER - 1)),
            writer.scalar(OF_A_COUNTER));
    TensorRef first = over("Min", feeds.samples());
    TensorRef drawn =
        writer.binary(
            "AddV2", writer.binary("Sub", over("Max", feeds.samples()), first), writer.scalar(1L));
    TensorRef width = writer.mul(counters, writer.scalar(OF_A_COUNTER));
    TensorRef counter = arrays.vector(writer.mul(first, counters), writer.scalar((long) input));
    TensorRef all =
        writer
            .op(
                "StatelessRandomNormalV2",
                arrays.vector(drawn, width),
                unsigned(arrays.vector(feeds.seed())),
                unsigned(counter),
                writer.scalar(PHILOX))
            .with("dtype", DataType.DT_FLOAT)
            .shape(Shape.of(-1, -1))
            .write();
    TensorRef used =
        arrays.slice(
            all, writer.longs(0, 0), arrays.vector(writer.scalar(-1L), elements), Shape.of(-1, -1));
    TensorRef which = writer.binary("Sub", feeds.samples(), first);
    TensorRef chosen = arrays.element(used, which, Shape.of(-1, -1));
    TensorRef whole = arrays.concat(0, arrays.vector(count(), writer.scalar(1L)), shape);
    return writer.reshape(chosen, whole, Shape.unknown());
  }

  private TensorRef unsigned(TensorRef vector) {
    return writer.op("Bitcast", vector).with("type", DataType.DT_UINT64).shapedLike(vector).write();
  }

  private TensorRef over(String op, TensorRef vector) {
    return writer.op(op, vector, writer.ints(0)).shape(Shape.scalar()).write();
  }

  /** By example, {@code [examples, 1, …]}. Where no part of the range is wanted, it may be none. */
  private TensorRef stdev(int input, TensorRef values, DataType type) {
    TensorRef wide = writer.cast(values, type);
    TensorRef axes = arrays.range(writer.scalar(1), arrays.rank(values));
    TensorRef range = writer.binary("Sub", over("Max", wide, axes), over("Min", wide, axes));
    TensorRef part = writer.cast(of(feeds.ranges(), input), type);
    TensorRef relative = writer.op("MulNoNan", range, part).shapedLike(range).write();
    return writer.binary("AddV2", writer.cast(of(feeds.stdevs(), input), type), relative);
  }

  private TensorRef over(String op, TensorRef x, TensorRef axes) {
    return writer.op(op, x, axes).with("keep_dims", true).write();
  }

  private TensorRef of(TensorRef vector, int input) {
    return arrays.element(vector, writer.scalar(input), Shape.scalar());
  }
}
