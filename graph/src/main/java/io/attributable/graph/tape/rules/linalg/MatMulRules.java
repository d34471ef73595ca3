package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * Products of matrices and the addition of a bias.
 *
 * <p>Source: Giles (2008), An extended collection of matrix derivative results for forward and
 * reverse mode automatic differentiation, Oxford report NA-08/01, section 2.2.2; {@code
 * tensorflow/python/ops/math_grad.py}, {@code _MatMulGrad}, {@code _BatchMatMulV2}, {@code
 * _SparseMatMulGrad}; {@code tensorflow/python/ops/nn_grad.py}, {@code _BiasAddGrad}.
 */
public final class MatMulRules {
  private MatMulRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "MatMul", MatMulRules::matMul,
        "SparseMatMul", MatMulRules::mixed,
        "BatchMatMul", MatMulRules::batchMatMul,
        "BatchMatMulV2", MatMulRules::batchMatMul,
        "BatchMatMulV3", MatMulRules::batchMatMul,
        "BiasAdd", MatMulRules::biasAdd,
        "BiasAddV1", MatMulRules::biasAdd);
  }

  private static Map<Integer, TensorRef> matMul(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef a = ComplexWriter.conjugate(w, context.input(0));
    TensorRef b = ComplexWriter.conjugate(w, context.input(1));
    return products(context, a, b);
  }

  /** Of matrices that may differ in dtype, whose product has single precision. */
  private static Map<Integer, TensorRef> mixed(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef a = w.cast(context.input(0), DataType.DT_FLOAT);
    TensorRef b = w.cast(context.input(1), DataType.DT_FLOAT);
    Map<Integer, TensorRef> gradients = products(context, a, b);
    gradients.replaceAll((i, dx) -> w.cast(dx, w.graph().type(context.input(i))));
    return gradients;
  }

  private static Map<Integer, TensorRef> products(RuleContext context, TensorRef a, TensorRef b) {
    boolean ta = context.attribute("transpose_a").getB();
    boolean tb = context.attribute("transpose_b").getB();
    NodeWriter w = context.writer();
    TensorRef dy = context.gradient();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, ta ? w.matMul(b, dy, tb, true) : w.matMul(dy, b, false, !tb));
    }
    if (context.needs(1)) {
      gradients.put(1, tb ? w.matMul(dy, a, true, ta) : w.matMul(a, dy, !ta, false));
    }
    return gradients;
  }

  /** Version 3 may have an output of a wider dtype than its inputs. */
  private static Map<Integer, TensorRef> batchMatMul(RuleContext context) {
    boolean ta = context.attribute("adj_x").getB();
    boolean tb = context.attribute("adj_y").getB();
    Matrices m = new Matrices(context);
    TensorRef a = context.input(0);
    TensorRef b = context.input(1);
    TensorRef dy = context.writer().cast(context.gradient(), context.writer().graph().type(a));
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      TensorRef whole = ta ? m.product(b, dy, tb, true) : m.product(dy, b, false, !tb);
      gradients.put(0, m.reduceBatches(whole, 0, 1));
    }
    if (context.needs(1)) {
      TensorRef whole = tb ? m.product(dy, a, true, ta) : m.product(a, dy, !ta, false);
      gradients.put(1, m.reduceBatches(whole, 1, 0));
    }
    return gradients;
  }

  private static Map<Integer, TensorRef> biasAdd(RuleContext context) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, context.gradient());
    if (context.needs(1)) {
      gradients.put(
          1,
          context
              .writer()
              .op("BiasAddGrad", context.gradient())
              .like(context.node(), "data_format")
              .shapedLike(context.input(1))
              .write());
    }
    return gradients;
  }
}
