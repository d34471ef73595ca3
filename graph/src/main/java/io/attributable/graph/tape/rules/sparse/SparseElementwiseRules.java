package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Element-wise ops of two sparse arrays, or of a sparse and a dense one. A sparse array is three
 * inputs: indices, values and shape.
 *
 * <p>Source: {@code tensorflow/python/ops/sparse_grad.py}, {@code _SparseAddGrad}, {@code
 * _SparseTensorDenseAddGrad}, {@code _SparseSparseMaximumGrad}.
 */
public final class SparseElementwiseRules {
  private SparseElementwiseRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "SparseAdd",
        SparseElementwiseRules::sum,
        "SparseTensorDenseAdd",
        SparseElementwiseRules::onto,
        "SparseSparseMaximum",
        context -> chosen(context, "SparseSparseMinimum"),
        "SparseSparseMinimum",
        context -> chosen(context, "SparseSparseMaximum"));
  }

  /** Sums below the threshold are dropped from the result, and have no gradient. */
  private static Map<Integer, TensorRef> sum(RuleContext context) {
    FlatNode both =
        context
            .writer()
            .op(
                "SparseAddGrad",
                new RowSelection(context).gradient(),
                context.input(0),
                context.input(3),
                context.output(0))
            .writeNode();
    return Map.of(1, both.output(0), 4, both.output(1));
  }

  private static Map<Integer, TensorRef> onto(RuleContext context) {
    TensorRef dy = context.gradient();
    return Map.of(1, new ArrayWriter(context.writer()).gatherNd(dy, context.input(0)), 3, dy);
  }

  /**
   * A value without a counterpart is compared to zero. Of equal values the first is chosen, as in
   * {@code Maximum}.
   */
  private static Map<Integer, TensorRef> chosen(RuleContext context, String opposite) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    DataType type = w.graph().type(context.output(1));
    TensorRef y = context.output(1);
    TensorRef other =
        context
            .writer()
            .op(opposite, context.node().inputs())
            .like(context.node(), "T")
            .writeNode()
            .output(1);
    FlatNode results = spread(context, y);
    FlatNode others = spread(context, other);
    FlatNode gradients = spread(context, new RowSelection(context).gradient());
    TensorRef a = w.cast(context.input(1), w.graph().type(results.output(0)));
    TensorRef b = w.cast(context.input(4), w.graph().type(results.output(0)));
    TensorRef isFirst = arrays.equal(a, results.output(0), w.graph().type(a));
    TensorRef isSecond =
        w.mul(
            arrays.equal(b, results.output(1), w.graph().type(b)),
            notEqual(context, b, others.output(1)));
    return Map.of(
        1, w.cast(w.mul(gradients.output(0), isFirst), type),
        4, w.cast(w.mul(gradients.output(1), isSecond), type));
  }

  private static TensorRef notEqual(RuleContext context, TensorRef a, TensorRef b) {
    TensorRef differs = context.writer().op("NotEqual", a, b).shapedLike(a).write();
    return context.writer().cast(differs, context.writer().graph().type(a));
  }

  /** Values of the result at the indices of the first array and at those of the second. */
  private static FlatNode spread(RuleContext context, TensorRef values) {
    NodeWriter w = context.writer();
    TensorRef wide = w.cast(values, kernelType(w.graph().type(values)));
    return context
        .writer()
        .op("SparseAddGrad", wide, context.input(0), context.input(3), context.output(0))
        .writeNode();
  }

  /** {@code SparseAddGrad} has no kernel in half precision. */
  private static DataType kernelType(DataType type) {
    return Types.bytes(type) < Float.BYTES ? DataType.DT_FLOAT : type;
  }
}
