package io.attributable.graph.served;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.points.MovingInputs;
import io.attributable.graph.points.NoiseFeeds;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Writes what is the same at all points: baselines, and which example has which. */
final class PointInputs {
  private final FlatGraph model;
  private final PlannedPoints planned;
  private final ServedPoints points;
  private final GraphBuilder graph;
  private final NodeWriter writer;
  private final ArrayWriter arrays;

  PointInputs(FlatGraph model, PlannedPoints planned, ServedPoints points, GraphBuilder graph) {
    this.model = model;
    this.planned = planned;
    this.points = points;
    this.graph = graph;
    this.writer = new NodeWriter(graph);
    this.arrays = new ArrayWriter(writer);
  }

  /** Puts it in the place of what runs are fed. */
  void write() {
    if (points.drawn().isEmpty()) {
      replace(planned.feeds().rows(), arrays.expand(arrays.range(examples()), 0));
    }
    planned
        .feeds()
        .baselines()
        .forEach(
            (input, fed) ->
                replace(fed, baseline(points.baseline(input), model.signature().input(input))));
    planned.feeds().noise().ifPresent(fed -> replace(fed, points.noise().orElseThrow()));
    planned
        .feeds()
        .given()
        .forEach((tensor, fed) -> replace(fed, writer.constant(points.given(tensor))));
  }

  private void replace(NoiseFeeds fed, ServedNoise noise) {
    replace(fed.seed(), writer.scalar(noise.seed()));
    replace(fed.stdevs(), vector(noise.stdevs()));
    replace(fed.ranges(), vector(noise.ranges()));
  }

  private TensorRef vector(List<Double> numbers) {
    return writer.vector(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void replace(TensorRef fed, TensorRef value) {
    if (graph.base().holds(fed)) {
      graph.replace(NodeBuilder.of("Identity").input(value, graph.type(value)).build(fed.node()));
    }
  }

  /** How many examples there are, a 64-bit scalar. */
  TensorRef examples() {
    TensorRef input = MovingInputs.of(model.signature()).holding().get(0).tensor();
    TensorRef sizes = writer.shapeOf(input, DataType.DT_INT64);
    return arrays.element(sizes, writer.scalar(0), Shape.scalar());
  }

  private TensorRef baseline(ServedBaseline baseline, TensorSchema input) {
    if (baseline instanceof ServedBaseline.Filling number) {
      TensorRef value = writer.scalarLike(input.tensor(), number.value());
      return arrays.fill(rows(1, input), value, Shape.unknown());
    }
    if (baseline instanceof ServedBaseline.Rows rows) {
      TensorProto values = rows.rows();
      long count = values.getTensorShape().getDim(0).getSize();
      return writer.reshape(writer.constant(values), rows(count, input), Shape.unknown());
    }
    return input.tensor();
  }

  /** The shape of some rows of an input: it fails where those given are of another size. */
  private TensorRef rows(long count, TensorSchema input) {
    TensorRef sizes = writer.shapeOf(input.tensor(), DataType.DT_INT64);
    return arrays.concat(0, writer.longs(count), arrays.part(sizes, 1, -1));
  }
}
