package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Sparse matrices that TensorFlow keeps compressed, in variants. The gradient of one is an array
 * with a number in each place; only what is asked of the places that a matrix has ever leaves it.
 */
public final class CsrMatrixRules {
  private CsrMatrixRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "DenseToCSRSparseMatrix", CsrMatrixRules::compressed,
        "SparseTensorToCSRSparseMatrix", CsrMatrixRules::collected,
        "CSRSparseMatrixToDense", context -> Map.of(0, context.gradient()),
        "CSRSparseMatrixToSparseTensor", CsrMatrixRules::listed,
        "SparseMatrixTranspose", CsrMatrixRules::turned,
        "SparseMatrixMatMul", context -> new CsrMatrixProduct(context).withArray(),
        "SparseMatrixSparseMatMul", context -> new CsrMatrixProduct(context).ofBoth());
  }

  /** Inputs: an array, and the places in it that are kept. */
  private static Map<Integer, TensorRef> compressed(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef places = context.input(1);
    TensorRef kept = new ArrayWriter(context.writer()).gatherNd(context.gradient(), places);
    return Map.of(
        0,
        context
            .writer()
            .op("TensorScatterUpdate", w.unary("ZerosLike", x), places, kept)
            .shapedLike(x)
            .write());
  }

  /** Inputs: places, numbers, shape. */
  private static Map<Integer, TensorRef> collected(RuleContext context) {
    return Map.of(
        1, new ArrayWriter(context.writer()).gatherNd(context.gradient(), context.input(0)));
  }

  /** Outputs: places, numbers, shape. */
  private static Map<Integer, TensorRef> listed(RuleContext context) {
    TensorRef dy = new RowSelection(context).gradient();
    return Map.of(
        0,
        context
            .writer()
            .op("ScatterNd", context.output(0), dy, context.output(2))
            .shape(Shape.unknown())
            .write());
  }

  private static Map<Integer, TensorRef> turned(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef turned = new Matrices(context).transposed(context.gradient());
    boolean conjugate = context.attribute("conjugate").getB();
    return Map.of(0, conjugate ? ComplexWriter.conjugate(w, turned) : turned);
  }
}
