package io.attributable.graph.tape.rules.array;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Arrays into which other values are scattered, whole slices or single elements.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _TensorScatterAddGrad}, {@code
 * _TensorScatterUpdateGrad}, {@code _TensorScatterMinOrMaxGrad}; {@code
 * tensorflow/python/ops/sparse_grad.py}, {@code _SparseToDenseGrad}.
 */
public final class ScatterRules {
  private ScatterRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "TensorScatterAdd", context -> added(context, false),
        "TensorScatterSub", context -> added(context, true),
        "TensorScatterUpdate", ScatterRules::replaced,
        "TensorScatterMax", ScatterRules::extreme,
        "TensorScatterMin", ScatterRules::extreme,
        "SparseToDense", ScatterRules::dense,
        "DynamicStitch", DynamicStitchRule::gradient);
  }

  /** Inputs: the array, indices, updates. */
  private static Map<Integer, TensorRef> added(RuleContext context, boolean negative) {
    TensorRef dy = context.gradient();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, dy);
    if (context.needs(2)) {
      TensorRef taken = new ArrayWriter(context.writer()).gatherNd(dy, context.input(1));
      gradients.put(2, negative ? context.writer().neg(taken) : taken);
    }
    return gradients;
  }

  /** Of several updates at one index the last stays, and only that has a gradient. */
  private static Map<Integer, TensorRef> replaced(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    TensorRef kept =
        scatter(context, "TensorScatterUpdate", dy, w.unary("ZerosLike", update(context)));
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, kept);
    if (context.needs(2)) {
      TensorRef taken = new ArrayWriter(context.writer()).gatherNd(dy, context.input(1));
      gradients.put(2, new ScatterIndices(context).ofLast(taken));
    }
    return gradients;
  }

  private static TensorRef update(RuleContext context) {
    return context.input(2);
  }

  private static TensorRef scatter(
      RuleContext context, String op, TensorRef into, TensorRef updates) {
    return context
        .writer()
        .op(op, into, context.input(1), updates)
        .like(context.node(), "Tindices")
        .shapedLike(context.input(0))
        .write();
  }

  /** All values that are equally extreme at an index share its gradient equally. */
  private static Map<Integer, TensorRef> extreme(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    DataType type = w.graph().type(context.gradient());
    TensorRef y = context.output(0);
    TensorRef own = arrays.equal(context.input(0), y, type);
    TensorRef placed = arrays.equal(update(context), arrays.gatherNd(y, context.input(1)), type);
    TensorRef counts = scatter(context, "TensorScatterAdd", own, placed);
    TensorRef shares = w.binary("RealDiv", context.gradient(), counts);
    return Map.of(
        0, w.mul(own, shares),
        2, w.mul(placed, arrays.gatherNd(shares, context.input(1))));
  }

  /** Inputs: indices, shape, values at these indices, and the default value elsewhere. */
  private static Map<Integer, TensorRef> dense(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    TensorRef values = context.input(2);
    TensorRef indices = matrix(context, values);
    TensorRef taken =
        w.reshapeLike(new ArrayWriter(context.writer()).gatherNd(dy, indices), values);
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(2, taken);
    if (context.needs(3)) {
      gradients.put(3, new ArrayWriter(context.writer()).rest(dy, taken));
    }
    return gradients;
  }

  /** Indices into a vector may be given as a vector, a single one even as a scalar. */
  private static TensorRef matrix(RuleContext context, TensorRef values) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef shape = arrays.vector(arrays.size(values), w.scalar(-1));
    return w.reshape(context.input(0), shape, Shape.of(-1, -1));
  }
}
