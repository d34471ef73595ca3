package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import java.util.Map;

/** Matrices as products of others. */
final class FactorRules {
  private FactorRules() {}

  static Map<String, GradientRule> all() {
    return Map.of(
        "Svd", context -> Map.of(0, new SingularValues(context).gradient()),
        "Qr", context -> Map.of(0, new OrthogonalFactor(context).gradient()),
        "Lu", context -> Map.of(0, new TriangularFactors(context).gradient()),
        "MatrixSolveLs", context -> new LeastSquares(context).gradients());
  }
}
