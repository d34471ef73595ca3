package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Products of a sparse matrix (indices, values, shape) with a dense one.
 *
 * <p>Source: {@code tensorflow/python/ops/sparse_grad.py}, {@code _SparseTensorDenseMatMulGrad}.
 */
public final class SparseMatMulRules {
  private SparseMatMulRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of("SparseTensorDenseMatMul", SparseMatMulRules::product);
  }

  private static Map<Integer, TensorRef> product(RuleContext context) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(1)) {
      gradients.put(1, ofValues(context));
    }
    if (context.needs(3)) {
      gradients.put(3, ofOther(context));
    }
    return gradients;
  }

  /** Row of dy times row of b, for each value of the sparse matrix. */
  private static TensorRef ofValues(RuleContext context) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    boolean transposed = context.attribute("adjoint_a").getB();
    TensorRef b = context.input(3);
    TensorRef other =
        context.attribute("adjoint_b").getB()
            ? arrays.transpose(b, w.ints(1, 0))
            : ComplexWriter.conjugate(w, b);
    TensorRef ofResult = arrays.gather(context.gradient(), column(context, transposed ? 1 : 0));
    TensorRef ofOther = arrays.gather(other, column(context, transposed ? 0 : 1));
    TensorRef sum = w.sum(w.mul(ofResult, ofOther), w.ints(1), false);
    return w.reshapeLike(transposed ? ComplexWriter.conjugate(w, sum) : sum, context.input(1));
  }

  private static TensorRef column(RuleContext context, int index) {
    NodeWriter w = context.writer();
    TensorRef column =
        new ArrayWriter(context.writer())
            .slice(context.input(0), w.ints(0, index), w.ints(-1, 1), Shape.unknown());
    return w.reshape(column, w.ints(-1), Shape.of(Shape.UNKNOWN_SIZE));
  }

  private static TensorRef ofOther(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef product =
        context
            .writer()
            .op(
                context.node().op(),
                context.input(0),
                context.input(1),
                context.input(2),
                context.gradient())
            .like(context.node(), "T", "Tindices")
            .with("adjoint_a", !context.attribute("adjoint_a").getB())
            .write();
    return context.attribute("adjoint_b").getB()
        ? ComplexWriter.conjugate(
            w, new ArrayWriter(context.writer()).transpose(product, w.ints(1, 0)))
        : product;
  }
}
