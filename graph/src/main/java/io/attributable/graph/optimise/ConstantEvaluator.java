package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.TensorProto;

/** Computes what depends on constants alone. */
@FunctionalInterface
public interface ConstantEvaluator {
  /**
   * Computes tensors.
   *
   * @param nodes all that they depend on, in topological order
   * @return by tensor; empty if they cannot be computed, which is then left to the plan
   */
  Map<TensorRef, TensorProto> evaluate(List<FlatNode> nodes, List<TensorRef> wanted);
}
