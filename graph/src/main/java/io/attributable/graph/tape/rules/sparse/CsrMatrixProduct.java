package io.attributable.graph.tape.rules.sparse;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.linalg.Matrices;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** The product of a compressed sparse matrix and another matrix, each of which may be turned. */
final class CsrMatrixProduct {
  private final RuleContext context;
  private final NodeWriter w;
  private final Matrices matrices;
  private final TensorRef a;
  private final TensorRef b;

  /** How a factor is taken. */
  private enum Turn {
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

  /** The second matrix is an array. */
  Map<Integer, TensorRef> withArray() {
    TensorRef dy = ofProduct();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, ofFirst(dy, b));
    }
    if (context.needs(1)) {
      gradients.put(1, turned(byFirst(dy), turn("b")));
    }
    return gradients;
  }

  /** Both are compressed. */
  Map<Integer, TensorRef> ofBoth() {
    DataType type = context.attribute("type").getType();
    TensorRef dy = context.gradient();
    Map<Integer, TensorRef> gradients = new HashMap<>();
    if (context.needs(0)) {
      gradients.put(0, ofFirst(dy, expanded(b, type)));
    }
    if (context.needs(1)) {
      gradients.put(1, turned(byFirst(dy), turn("b")));
    }
    return gradients;
  }

  private Turn turn(String factor) {
    if (context.attribute("adjoint_" + factor).getB()) {
      return Turn.ADJOINT;
    }
    return context.attribute("transpose_" + factor).getB() ? Turn.TRANSPOSED : Turn.NONE;
  }

  /** The product itself may have been turned, too. */
  private TensorRef ofProduct() {
    TensorRef dy = context.gradient();
    boolean conjugated = context.attribute("conjugate_output").getB();
    TensorRef plain = conjugated ? ComplexWriter.conjugate(w, dy) : dy;
    return context.attribute("transpose_output").getB() ? matrices.transposed(plain) : plain;
  }

  /** dy times the second factor's adjoint, as the first factor lies. */
  private TensorRef ofFirst(TensorRef dy, TensorRef second) {
    TensorRef factor = turned(second, turn("b"));
    return turned(matrices.product(dy, factor, false, true), turn("a"));
  }

  /** The first factor's adjoint times dy. */
  private TensorRef byFirst(TensorRef dy) {
    return switch (turn("a")) {
      case NONE -> product(dy, true);
      case ADJOINT -> product(dy, false);
      case TRANSPOSED -> ComplexWriter.conjugate(w, product(ComplexWriter.conjugate(w, dy), false));
    };
  }

  private TensorRef product(TensorRef other, boolean adjoint) {
    return context.writer().op("SparseMatrixMatMul", a, other).with("adjoint_a", adjoint).write();
  }

  private TensorRef turned(TensorRef x, Turn turn) {
    return switch (turn) {
      case NONE -> x;
      case TRANSPOSED -> matrices.transposed(x);
      case ADJOINT -> matrices.adjoint(x);
    };
  }

  private TensorRef expanded(TensorRef matrix, DataType type) {
    return context.writer().op("CSRSparseMatrixToDense", matrix).with("type", type).write();
  }
}
