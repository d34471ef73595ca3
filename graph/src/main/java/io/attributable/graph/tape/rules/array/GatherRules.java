package io.attributable.graph.tape.rules.array;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ConstantIntegers;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Gathered rows, and elements along any axis: an element that was taken twice gets the sum of both
 * gradients.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _GatherGrad}, {@code
 * _GatherV2Grad}; {@code tensorflow/python/ops/nn_grad.py}, {@code _TopKGrad}, {@code
 * _ApproxTopKGradient}.
 */
public final class GatherRules {
  private GatherRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Gather", GatherRules::rows,
        "GatherV2", GatherRules::alongAxis,
        "GatherNd", IndexGather::gradient,
        "TopKV2", GatherRules::largest,
        "ApproxTopK", GatherRules::largest);
  }

  private static Map<Integer, TensorRef> rows(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef shape = w.shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef flat = w.reshape(context.input(1), w.ints(-1), Shape.of(Shape.UNKNOWN_SIZE));
    TensorRef rowShape = arrays.part(shape, 1, -1);
    TensorRef taken =
        w.reshape(
            context.gradient(),
            arrays.concat(0, arrays.vector(arrays.size(flat)), rowShape),
            Shape.unknown());
    TensorRef rows = w.reshape(arrays.part(shape, 0, 1), w.ints(), Shape.scalar());
    TensorRef sum = arrays.segmentSum(taken, flat, rows);
    return Map.of(0, w.reshape(sum, shape, w.graph().shape(context.input(0))));
  }

  private static Map<Integer, TensorRef> alongAxis(RuleContext context) {
    boolean first =
        ConstantIntegers.ints(context.writer().graph(), context.input(2))
            .filter(axis -> axis[0] == 0)
            .isPresent();
    boolean batched = OptionalAttributes.number(context.node(), "batch_dims") != 0;
    return first && !batched ? rows(context) : Map.of(0, new AxisGather(context).gradient());
  }

  /** Output 1 holds the index of each value of output 0 in its row. */
  private static Map<Integer, TensorRef> largest(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef x = context.input(0);
    TensorRef shape = w.shapeOf(x, DataType.DT_INT32);
    Matrices matrices = new Matrices(context);
    TensorRef width = matrices.sizeFromEnd(x, 1);
    TensorRef indices = w.cast(context.output(1), DataType.DT_INT32);
    TensorRef kept = matrices.sizeFromEnd(indices, 1);
    TensorRef rows = rows(context, shape);
    TensorRef matrix = w.reshape(indices, arrays.vector(rows, kept), Shape.of(-1, -1));
    TensorRef begins = w.reshape(w.mul(arrays.range(rows), width), w.ints(-1, 1), Shape.of(-1, 1));
    TensorRef ids = w.reshape(w.binary("AddV2", matrix, begins), w.ints(-1), Shape.of(-1));
    TensorRef dy = w.reshape(context.gradient(), w.ints(-1), Shape.of(-1));
    TensorRef sum = arrays.segmentSum(dy, ids, w.mul(rows, width));
    return Map.of(0, w.reshape(sum, shape, w.graph().shape(x)));
  }

  /**
   * The number of rows of an array of a shape. It cannot be inferred from an array without columns.
   */
  private static TensorRef rows(RuleContext context, TensorRef shape) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef count = w.binary("Sub", arrays.rank(context.input(0)), w.scalar(1));
    TensorRef leading =
        arrays.slice(shape, w.ints(0), w.reshape(count, w.ints(1), Shape.of(1)), Shape.of(-1));
    return arrays.product(leading);
  }
}
