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
 * Sparse matrices that TensorFlow keeps compressed, in variants. The gradient of one is a dense
 * array, of which only the values at the matrix's non-zero indices are ever used.
 *
 * <p>Source: {@code tensorflow/python/ops/linalg/sparse/sparse_csr_matrix_grad.py}, {@code
 * _DenseToCSRSparseMatrixGrad}, {@code _SparseTensorToCSRSparseMatrixGrad}, {@code
 * _SparseMatrixTransposeGrad}.
 */
public final class CsrMatrixRules {
  private CsrMatrixRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "DenseToCSRSparseMatrix", CsrMatrixRules::compressed,
        "SparseTensorToCSRSparseMatrix", CsrMatrixRules::collected,
        "CSRSparseMatrixToDense", context -> Map.of(0, context.gradient()),
        "CSRSparseMatrixToSparseTensor", CsrMatrixRules::listed,
        "SparseMatrixTranspose", CsrMatrixRules::transposed,
        "SparseMatrixMatMul", context -> new CsrMatrixProduct(context).withArray(),
        "SparseMatrixSparseMatMul", context -> new CsrMatrixProduct(context).ofBoth());
  }

  /** Inputs: a dense array, and the indices that are kept. */
  private static Map<Integer, TensorRef> compressed(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TensorRef indices = context.input(1);
    TensorRef kept = new ArrayWriter(context.writer()).gatherNd(context.gradient(), indices);
    return Map.of(
        0,
        context
            .writer()
            .op("TensorScatterUpdate", w.unary("ZerosLike", x), indices, kept)
            .shapedLike(x)
            .write());
  }

  /** Inputs: indices, values, shape. */
  private static Map<Integer, TensorRef> collected(RuleContext context) {
    return Map.of(
        1, new ArrayWriter(context.writer()).gatherNd(context.gradient(), context.input(0)));
  }

  /** Outputs: indices, values, shape. */
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

  private static Map<Integer, TensorRef> transposed(RuleContext context) {
    NodeWriter w = context.writer();
    TensorRef transposed = new Matrices(context).transposed(context.gradient());
    boolean conjugate = context.attribute("conjugate").getB();
    return Map.of(0, conjugate ? ComplexWriter.conjugate(w, transposed) : transposed);
  }
}
