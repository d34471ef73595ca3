package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Reductions of a sparse array (indices, values, shape).
 *
 * <p>Source: {@code tensorflow/python/ops/sparse_grad.py}, {@code _SparseReduceSumGrad}, {@code
 * _SparseSoftmaxGrad}.
 */
public final class SparseReductionRules {
  private SparseReductionRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "SparseReduceSum",
        SparseReductionRules::sum,
        "SparseSoftmax",
        SparseReductionRules::softmax);
  }

  /** Each value gets the gradient of the sum that it is part of. */
  private static Map<Integer, TensorRef> sum(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef shape = context.input(2);
    TensorRef kept = isKept(context);
    TensorRef isSummed = w.binary("Sub", w.unary("OnesLike", kept), kept);
    TensorRef sizes = w.binary("AddV2", w.mul(shape, kept), isSummed);
    TensorRef sums = w.reshape(context.gradient(), sizes, Shape.unknown());
    TensorRef indices = w.mul(context.input(0), kept);
    return Map.of(1, new ArrayWriter(context.writer()).gatherNd(sums, indices));
  }

  /** 1 for each dimension that is not summed over, 0 for the others. */
  private static TensorRef isKept(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef ones = w.unary("OnesLike", context.input(2));
    TensorRef rank = new ArrayWriter(context.writer()).size(context.input(2));
    TensorRef axes = w.binary("FloorMod", w.binary("AddV2", context.input(3), rank), rank);
    TensorRef column = w.reshape(axes, w.ints(-1, 1), Shape.of(-1, 1));
    TensorRef flat = w.reshape(axes, w.ints(-1), Shape.of(Shape.UNKNOWN_SIZE));
    TensorRef zeros = w.cast(w.unary("ZerosLike", flat), DataType.DT_INT64);
    return context.writer().op("TensorScatterUpdate", ones, column, zeros).write();
  }

  /** A row is given by all dimensions but the last. */
  private static Map<Integer, TensorRef> softmax(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef y = context.output(0);
    TensorRef dy = context.gradient();
    TensorRef products = w.mul(dy, y);
    TensorRef rows = rowIndices(context);
    TensorRef sums = arrays.segmentSum(products, rows, arrays.size(y));
    TensorRef ofRow = w.mul(arrays.gather(sums, rows), y);
    return Map.of(1, w.reshapeLike(w.binary("Sub", products, ofRow), context.input(1)));
  }

  private static TensorRef rowIndices(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef rank = arrays.size(context.input(2));
    TensorRef outer = arrays.vector(w.scalar(-1), w.binary("Sub", rank, w.scalar(1)));
    TensorRef rows = arrays.slice(context.input(0), w.ints(0, 0), outer, Shape.unknown());
    return context
        .writer()
        .op("UniqueV2", rows, w.ints(0))
        .with("out_idx", DataType.DT_INT32)
        .writeNode()
        .output(1);
  }
}
