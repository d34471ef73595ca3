package io.attributable.graph.reduce;

import io.attributable.Reduction;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.ShapeWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Writes the choice of the largest neurons of each example. */
final class TopKWriter {
  private static final AttrValue INDEX = Attributes.of(DataType.DT_INT64);

  private final NodeWriter writer;
  private final GraphBuilder graph;
  private final ShapeWriter shapes;

  TopKWriter(NodeWriter writer) {
    this.writer = writer;
    this.graph = writer.graph();
    this.shapes = new ShapeWriter(writer);
  }

  /** Chooses among the values of a tensor of rank 2 or more. */
  ReductionWriter.Reduced write(TensorRef x, Reduction.Top top) {
    TensorRef shape = shapes.of(x);
    TensorRef sizes = shapes.slice(shape, 1, -1);
    // A product, as nothing tells how many neurons there are where there is no example.
    TensorRef neurons = shapes.product(sizes);
    TensorRef flat =
        writer.reshape(x, shapes.concat(shapes.slice(shape, 0, 1), neurons), Shape.of(-1, -1));
    TensorRef count =
        writer.cast(
            writer.reshape(
                writer.binary("Minimum", neurons, writer.longs(top.count())),
                writer.ints(),
                Shape.scalar()),
            DataType.DT_INT32);
    TensorRef compared = top.byMagnitude() ? writer.unary("Abs", flat) : flat;
    FlatNode chosen = topK(compared, count);
    TensorRef indices = writer.cast(chosen.output(1), DataType.DT_INT64);
    TensorRef values = top.byMagnitude() ? gather(flat, indices) : chosen.output(0);
    return new ReductionWriter.Reduced(values, Optional.of(tuples(indices, sizes)));
  }

  private FlatNode topK(TensorRef numbers, TensorRef count) {
    return graph.addNode(
        "TopKV2",
        "TopKV2",
        List.of(numbers, count),
        Map.of(
            "T", Attributes.of(graph.type(numbers)),
            "Tk", Attributes.of(DataType.DT_INT32),
            "index_type", Attributes.of(DataType.DT_INT32),
            "sorted", Attributes.of(true)));
  }

  private TensorRef gather(TensorRef flat, TensorRef indices) {
    return graph.add(
        "GatherV2",
        "GatherV2",
        List.of(flat, indices, writer.scalar(1)),
        Map.of(
            "Tparams", Attributes.of(graph.type(flat)),
            "Tindices", INDEX,
            "Taxis", Attributes.of(DataType.DT_INT32),
            "batch_dims", Attributes.of(1)),
        Shape.of(-1, -1));
  }

  /** The index of a flat position along each axis: position / stride, modulo size. */
  private TensorRef tuples(TensorRef indices, TensorRef sizes) {
    TensorRef strides =
        graph.add(
            "Cumprod",
            "Cumprod",
            List.of(sizes, writer.scalar(0)),
            Map.of(
                "T", INDEX,
                "Tidx", Attributes.of(DataType.DT_INT32),
                "exclusive", Attributes.of(true),
                "reverse", Attributes.of(true)),
            graph.shape(sizes));
    TensorRef column =
        graph.add(
            "ExpandDims",
            "ExpandDims",
            List.of(indices, writer.scalar(-1)),
            Map.of("T", INDEX, "Tdim", Attributes.of(DataType.DT_INT32)),
            Shape.unknown());
    return writer.binary("FloorMod", writer.binary("FloorDiv", column, strides), sizes);
  }
}
