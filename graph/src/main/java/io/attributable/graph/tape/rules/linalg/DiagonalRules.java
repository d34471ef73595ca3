package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Diagonals extracted from matrices and set in them; the first version of the ops supports the main
 * diagonal only.
 *
 * <p>Source: {@code tensorflow/python/ops/array_grad.py}, {@code _MatrixDiagV3Grad}, {@code
 * _MatrixDiagPartV3Grad}, {@code _MatrixSetDiagGradV3}.
 */
public final class DiagonalRules {
  private DiagonalRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    rules.put("MatrixDiagPart", context -> part(context, ""));
    rules.put("MatrixSetDiag", context -> set(context, ""));
    for (String version : new String[] {"V2", "V3"}) {
      rules.put("MatrixDiag" + version, context -> diagonal(context, version));
      rules.put("MatrixDiagPart" + version, context -> part(context, version));
      rules.put("MatrixSetDiag" + version, context -> set(context, version));
    }
    return rules;
  }

  /** Inputs: the diagonals, their offsets k, rows, columns, and the padding value. */
  private static Map<Integer, TensorRef> diagonal(RuleContext context, String version) {
    TensorRef part = taken(context, version, 1, context.input(0));
    return withRest(context, part, 4);
  }

  /** Inputs: the matrix, the offsets k, and the padding value for short diagonals. */
  private static Map<Integer, TensorRef> part(RuleContext context, String version) {
    return withRest(context, version.isEmpty() ? mainBack(context) : back(context, version), 2);
  }

  private static TensorRef mainBack(RuleContext context) {
    return context
        .writer()
        .op(
            "MatrixSetDiag",
            context.writer().unary("ZerosLike", context.input(0)),
            context.gradient())
        .shapedLike(context.input(0))
        .write();
  }

  /**
   * Not by setting diagonals of zeros: TensorFlow's shape inference is wrong for several diagonals
   * of unknown sizes.
   */
  private static TensorRef back(RuleContext context, String version) {
    NodeWriter w = context.writer();
    Matrices matrices = new Matrices(context);
    return context
        .writer()
        .op(
            "MatrixDiag" + version,
            context.gradient(),
            context.input(1),
            matrices.sizeFromEnd(context.input(0), 2),
            matrices.sizeFromEnd(context.input(0), 1),
            w.scalarLike(context.gradient(), 0))
        .like(context.node(), "T", "align")
        .shapedLike(context.input(0))
        .write();
  }

  /** Inputs: the matrix, the diagonals, and their offsets k. */
  private static Map<Integer, TensorRef> set(RuleContext context, String version) {
    TensorRef zeros = context.writer().unary("ZerosLike", context.input(1));
    return Map.of(
        0, put(context, version, zeros),
        1, taken(context, version, 2, context.input(1)));
  }

  /** Adds the gradient of the padding value, which fills all elements that are not of input 0. */
  private static Map<Integer, TensorRef> withRest(
      RuleContext context, TensorRef gradient, int padding) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    gradients.put(0, gradient);
    if (context.needs(padding)) {
      gradients.put(padding, new ArrayWriter(context.writer()).rest(context.gradient(), gradient));
    }
    return gradients;
  }

  private static TensorRef taken(
      RuleContext context, String version, int which, TensorRef shapedLike) {
    NodeWriter w = context.writer();
    List<TensorRef> inputs = new ArrayList<>(List.of(context.gradient()));
    if (!version.isEmpty()) {
      inputs.add(context.input(which));
      inputs.add(w.scalarLike(context.gradient(), 0));
    }
    return context
        .writer()
        .op("MatrixDiagPart" + version, inputs)
        .like(context.node(), "T", "align")
        .shapedLike(shapedLike)
        .write();
  }

  private static TensorRef put(RuleContext context, String version, TensorRef diagonals) {
    List<TensorRef> inputs = new ArrayList<>(List.of(context.gradient(), diagonals));
    if (!version.isEmpty()) {
      inputs.add(context.input(2));
    }
    return context
        .writer()
        .op("MatrixSetDiag" + version, inputs)
        .like(context.node(), "T", "align")
        .shapedLike(context.input(0))
        .write();
  }
}
