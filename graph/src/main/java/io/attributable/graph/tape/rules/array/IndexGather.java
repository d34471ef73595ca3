package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Elements, or whole slices, gathered by several indices each. TensorFlow scatters their gradients
 * back by {@code ScatterNd}, which takes neither a single index vector nor empty index vectors.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _GatherNdGrad}.
 */
final class IndexGather {
  private final RuleContext context;
  private final NodeWriter w;
  private final ArrayWriter arrays;
  private final TensorRef params;
  private final TensorRef indices;

  private IndexGather(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.arrays = new ArrayWriter(context.writer());
    this.params = context.input(0);
    this.indices = context.input(1);
  }

  static Map<Integer, TensorRef> gradient(RuleContext context) {
    IndexGather gather = new IndexGather(context);
    return Map.of(0, gather.isList() ? gather.scattered() : gather.summed());
  }

  /** Whether the indices are at least a list of non-empty index vectors. */
  private boolean isList() {
    Shape shape = w.graph().shape(indices);
    return !shape.isUnknown()
        && shape.numDimensions() > 1
        && shape.get(shape.numDimensions() - 1) > 0;
  }

  private TensorRef scattered() {
    return context
        .writer()
        .op("ScatterNd", indices, context.gradient(), w.shapeOf(params, w.graph().type(indices)))
        .shapedLike(params)
        .write();
  }

  /** All slices as rows, summed by the row index of each index vector. */
  private TensorRef summed() {
    TensorRef shape = w.shapeOf(params, DataType.DT_INT32);
    TensorRef depth = new Matrices(context).sizeFromEnd(indices, 1);
    TensorRef outer = arrays.slice(shape, w.ints(0), vector(depth), Shape.of(-1));
    TensorRef inner = arrays.slice(shape, vector(depth), w.ints(-1), Shape.of(-1));
    TensorRef count = arrays.product(leading());
    TensorRef rows =
        w.reshape(
            context.gradient(), arrays.vector(count, arrays.product(inner)), Shape.of(-1, -1));
    TensorRef sum = arrays.segmentSum(rows, ids(count, depth, outer), arrays.product(outer));
    return w.reshape(sum, shape, w.graph().shape(params));
  }

  private TensorRef vector(TensorRef scalar) {
    return w.reshape(scalar, w.ints(1), Shape.of(1));
  }

  /** The sizes of all dimensions of the indices but the last. */
  private TensorRef leading() {
    TensorRef sizes = w.shapeOf(indices, DataType.DT_INT32);
    TensorRef count = w.binary("Sub", arrays.rank(indices), w.scalar(1));
    return arrays.slice(sizes, w.ints(0), vector(count), Shape.of(-1));
  }

  private TensorRef ids(TensorRef count, TensorRef depth, TensorRef outer) {
    TensorRef matrix =
        w.reshape(
            w.cast(indices, DataType.DT_INT32), arrays.vector(count, depth), Shape.of(-1, -1));
    TensorRef strides =
        context
            .writer()
            .op("Cumprod", outer, w.scalar(0))
            .with("exclusive", true)
            .with("reverse", true)
            .write();
    return w.sum(w.mul(matrix, strides), w.ints(1), false);
  }
}
