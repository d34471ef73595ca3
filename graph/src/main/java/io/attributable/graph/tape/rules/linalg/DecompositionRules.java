package io.attributable.graph.tape.rules.linalg;

import io.attributable.graph.tape.GradientRule;
import java.util.Map;

/** Matrix decompositions, and least squares. Each class names its source. */
public final class DecompositionRules {
  private DecompositionRules() {}

  public static Map<String, GradientRule> all() {
    return Map.of(
        "Svd", context -> Map.of(0, new SingularValueDecomposition(context).gradient()),
        "Qr", context -> Map.of(0, new QrDecomposition(context).gradient()),
        "Lu", context -> Map.of(0, new LuDecomposition(context).gradient()),
        "MatrixSolveLs", context -> new LeastSquares(context).gradients());
  }
}
