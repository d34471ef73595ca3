package io.attributable.graph.tape.rules.reduce;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Products over axes, and cumulative products. There is no division by factors, which may be zero:
 * a zero among the factors has a gradient, and makes that of all others zero.
 *
 * <p>Source: {@code tensorflow/python/ops/math_grad.py}, {@code _ProdGrad}, {@code _CumprodGrad};
 * the latter gives a zero factor the gradient 0.
 */
public final class ProductRules {
  private ProductRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of("Prod", ProductRules::product, "Cumprod", ProductRules::running);
  }

  private static Map<Integer, TensorRef> product(RuleContext context) {
    TensorRef dy = new ReductionAxes(context).kept(context.gradient());
    TensorRef others = ComplexWriter.conjugate(context.writer(), productOfOthers(context));
    return Map.of(0, new ArrayWriter(context.writer()).mul(others, dy, context.input(0)));
  }

  /** For each factor the product of the others: of those before it and of those after it. */
  private static TensorRef productOfOthers(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef x = context.input(0);
    TensorRef shape = w.shapeOf(x, DataType.DT_INT32);
    TensorRef reduced = new ReductionAxes(context).positions();
    TensorRef others = others(context, arrays.range(arrays.rank(x)), reduced);
    TensorRef order = arrays.concat(0, others, reduced);
    TensorRef transposed = arrays.transpose(x, order);
    TensorRef rows = arrays.product(arrays.gather(shape, others));
    TensorRef width = arrays.product(arrays.gather(shape, reduced));
    TensorRef flat = w.reshape(transposed, arrays.vector(rows, width), Shape.of(-1, -1));
    TensorRef product =
        w.mul(runningProduct(context, flat, false), runningProduct(context, flat, true));
    TensorRef back = w.reshape(product, w.shapeOf(transposed), Shape.unknown());
    return arrays.transpose(back, w.unary("InvertPermutation", order));
  }

  private static TensorRef others(RuleContext context, TensorRef all, TensorRef reduced) {
    return context
        .writer()
        .op("ListDiff", all, reduced)
        .with("out_idx", DataType.DT_INT32)
        .writeNode()
        .output(0);
  }

  private static TensorRef runningProduct(RuleContext context, TensorRef x, boolean reverse) {
    return context
        .writer()
        .op("Cumprod", x, context.writer().scalar(1))
        .with("exclusive", true)
        .with("reverse", reverse)
        .shapedLike(x)
        .write();
  }

  /**
   * Of a cumulative product: the sum of all later products that a factor is part of, divided by it.
   * Only the first zero of a row has a gradient where the product is zero: it is found as if that
   * zero were a one.
   */
  private static Map<Integer, TensorRef> running(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = ComplexWriter.conjugate(w, context.input(0));
    TensorRef one = w.scalarLike(x, 1);
    TensorRef first = firstZeros(context);
    TensorRef filled = w.select(first, w.binary("AddV2", x, one), x);
    TensorRef ofFirst = laterSum(context, filled);
    TensorRef ofOthers = w.binary("DivNoNan", laterSum(context, x), x);
    return Map.of(0, w.select(first, ofFirst, ofOthers));
  }

  private static TensorRef laterSum(RuleContext context, TensorRef x) {
    boolean exclusive = context.attribute("exclusive").getB();
    boolean reverse = context.attribute("reverse").getB();
    TensorRef products = scan(context, "Cumprod", x, exclusive, reverse);
    TensorRef weighted = context.writer().mul(products, context.gradient());
    return scan(context, "Cumsum", weighted, exclusive, !reverse);
  }

  private static TensorRef firstZeros(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef zeros =
        new ArrayWriter(context.writer()).equal(x, w.scalarLike(x, 0), w.graph().type(x));
    TensorRef counted = scan(context, "Cumsum", zeros, false, context.attribute("reverse").getB());
    TensorRef first = w.mul(zeros, counted);
    return context.writer().op("Equal", first, w.scalarLike(first, 1)).shapedLike(x).write();
  }

  private static TensorRef scan(
      RuleContext context, String op, TensorRef x, boolean exclusive, boolean reverse) {
    return context
        .writer()
        .op(op, x, context.input(1))
        .like(context.node(), "Tidx")
        .with("exclusive", exclusive)
        .with("reverse", reverse)
        .shapedLike(x)
        .write();
  }
}
