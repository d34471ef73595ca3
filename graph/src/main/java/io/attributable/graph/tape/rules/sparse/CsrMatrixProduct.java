package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/**
 * The product of a compressed sparse matrix and another matrix, each of which may be transposed.
 *
 * <p>Source: {@code tensorflow/python/ops/linalg/sparse/sparse_csr_matrix_grad.py}, {@code
 * _SparseMatrixMatMulGrad}, {@code _SparseMatrixSparseMatMulGrad}.
 */
final class CsrMatrixProduct {
  private final RuleContext context;
  private final NodeWriter w;
  private final Matrices matrices;
  private final TensorRef a;
  private final TensorRef b;

  /** Whether a factor is transposed. */
  private enum Transposition {
    NONE,
    TRANSPOSED,
    ADJOINT
  }

  CsrMatrixProduct(RuleContext context) {
    this.context = context;
    this.w = context.writer();
    this.matrices = new Matrices(context);
    this.a = context.input(0);
    this.b = context.input(1);
  }

  /** The second matrix is dense. */
  Map<Integer, TensorRef> withArray() {
    TensorRef dy = ofProduct();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, ofFirst(dy, b));
    }
    if (context.needs(1)) {
      gradients.put(1, transposed(byFirst(dy), transposition("b")));
    }
    return gradients;
  }

  /** Both matrices are sparse. */
  Map<Integer, TensorRef> ofBoth() {
    DataType type = context.attribute("type").getType();
    TensorRef dy = context.gradient();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, ofFirst(dy, expanded(b, type)));
    }
    if (context.needs(1)) {
      gradients.put(1, transposed(byFirst(dy), transposition("b")));
    }
    return gradients;
  }

  private Transposition transposition(String factor) {
    if (context.attribute("adjoint_" + factor).getB()) {
      return Transposition.ADJOINT;
    }
    return context.attribute("transpose_" + factor).getB()
        ? Transposition.TRANSPOSED
        : Transposition.NONE;
  }

  /** The product itself may have been transposed, too. */
  private TensorRef ofProduct() {
    TensorRef dy = context.gradient();
    boolean conjugated = context.attribute("conjugate_output").getB();
    TensorRef plain = conjugated ? ComplexWriter.conjugate(w, dy) : dy;
    return context.attribute("transpose_output").getB() ? matrices.transposed(plain) : plain;
  }

  /** dy times the second factor's adjoint, transposed as the first factor is. */
  private TensorRef ofFirst(TensorRef dy, TensorRef second) {
    TensorRef factor = transposed(second, transposition("b"));
    return transposed(matrices.product(dy, factor, false, true), transposition("a"));
  }

  /** The first factor's adjoint times dy. */
  private TensorRef byFirst(TensorRef dy) {
    return switch (transposition("a")) {
      case NONE -> product(dy, true);
      case ADJOINT -> product(dy, false);
      case TRANSPOSED -> ComplexWriter.conjugate(w, product(ComplexWriter.conjugate(w, dy), false));
    };
  }

  private TensorRef product(TensorRef other, boolean adjoint) {
    return context.writer().op("SparseMatrixMatMul", a, other).with("adjoint_a", adjoint).write();
  }

  private TensorRef transposed(TensorRef x, Transposition transposition) {
    return switch (transposition) {
      case NONE -> x;
      case TRANSPOSED -> matrices.transposed(x);
      case ADJOINT -> matrices.adjoint(x);
    };
  }

  private TensorRef expanded(TensorRef matrix, DataType type) {
    return context.writer().op("CSRSparseMatrixToDense", matrix).with("type", type).write();
  }
}
