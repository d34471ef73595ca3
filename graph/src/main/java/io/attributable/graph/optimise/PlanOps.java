package io.attributable.graph.optimise;

import io.attributable.graph.savedmodel.OpRegistry;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tensorflow.proto.OpDef;

/** The ops of plans: those of TensorFlow, and the fused ones that its list leaves out. */
public final class PlanOps {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();
  private static final Pattern LARGE = Pattern.compile(".*(Conv|MatMul|Einsum).*");

  private PlanOps() {}

  /** The definition of one of them, as far as it is known. */
  static Optional<OpDef> find(String op) {
    return OPS.find(op).or(() -> FusedOps.find(op));
  }

  /** Whether an op takes most of a graph's time: convolutions and products of matrices. */
  public static boolean isLarge(String op) {
    return LARGE.matcher(op).matches();
  }
}
