package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Reductions of rows that were looked up: input 1 has the indices of the rows of input 0, input 2
 * their segments. Not by TensorFlow's ops for these gradients: where no row is taken, they return
 * uninitialised memory.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _SparseSegmentSumGrad}, {@code
 * _SparseSegmentMeanGrad}, {@code _SparseSegmentSqrtNGrad}.
 */
public final class SparseSegmentRules {
  private SparseSegmentRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    add(rules, "Sum", Optional.empty());
    add(rules, "Mean", Optional.of("Reciprocal"));
    add(rules, "SqrtN", Optional.of("Rsqrt"));
    return rules;
  }

  private static void add(Map<String, GradientRule> rules, String kind, Optional<String> share) {
    GradientRule rule = context -> Map.of(0, gradient(context, share));
    rules.put("SparseSegment" + kind, rule);
    rules.put("SparseSegment" + kind + "WithNumSegments", rule);
  }

  private static TensorRef gradient(RuleContext context, Optional<String> share) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef given = arrays.gather(context.gradient(), context.input(2));
    TensorRef taken = share.map(op -> arrays.mulRows(given, shares(context, op))).orElse(given);
    TensorRef shape = w.shapeOf(context.input(0), DataType.DT_INT32);
    TensorRef rows = w.reshape(arrays.part(shape, 0, 1), w.ints(), Shape.scalar());
    TensorRef sum = arrays.segmentSum(taken, context.input(1), rows);
    return w.reshape(sum, shape, w.graph().shape(context.input(0)));
  }

  /** The factor of each taken row in its segment. Counted in doubles, which are exact here. */
  private static TensorRef shares(RuleContext context, String op) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef ids = context.input(2);
    TensorRef ones = w.unary("OnesLike", w.cast(ids, DataType.DT_DOUBLE));
    TensorRef shape = w.shapeOf(context.output(0), DataType.DT_INT32);
    TensorRef segments = w.reshape(arrays.part(shape, 0, 1), w.ints(), Shape.scalar());
    TensorRef counts = arrays.gather(arrays.segmentSum(ones, ids, segments), ids);
    return w.cast(w.unary(op, counts), w.graph().type(context.gradient()));
  }
}
