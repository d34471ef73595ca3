package io.attributable.graph.preflight;

import io.attributable.ElementType;
import io.attributable.TensorShape;
import io.attributable.UnusedTensor;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.Paths;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.DataType;

/** Separates a layer's tensors that gradients reach from those that they do not. */
final class UnusedTensors {
  private UnusedTensors() {}

  /** The tensors that no gradient reaches although no rule is missing, with the reason. */
  static List<UnusedTensor> of(LayerTensors layer, OutputPreflight output) {
    Set<TensorRef> unreached = Set.copyOf(output.unreached(Paths.refs(layer)));
    List<UnusedTensor> unused = new ArrayList<>();
    for (TensorInfo tensor : layer.tensors()) {
      if (unreached.contains(tensor.tensor())) {
        unused.add(
            new UnusedTensor(
                tensor.name(),
                type(tensor.type()),
                TensorShape.of(tensor.shape()),
                reason(tensor, output)));
      }
    }
    return unused;
  }

  /** The layer without them. */
  static LayerTensors used(LayerTensors layer, OutputPreflight output) {
    Set<TensorRef> unreached = Set.copyOf(output.unreached(Paths.refs(layer)));
    return new LayerTensors(
        layer.address(),
        layer.port(),
        layer.tensors().stream().filter(tensor -> !unreached.contains(tensor.tensor())).toList());
  }

  private static String reason(TensorInfo tensor, OutputPreflight output) {
    List<TensorRef> alone = List.of(tensor.tensor());
    String name = '"' + output.output().name() + '"';
    Optional<FlatNode> end = output.dependsOn(alone) ? output.end(alone) : Optional.empty();
    return end.map(
            node ->
                "op %s of node \"%s\" lies between it and output %s and passes no gradient"
                    .formatted(node.op(), node.scopedName(), name))
        .orElse("does not reach output " + name);
  }

  private static ElementType type(DataType type) {
    return switch (type) {
      case DT_DOUBLE -> ElementType.FLOAT64;
      case DT_HALF -> ElementType.FLOAT16;
      case DT_BFLOAT16 -> ElementType.BFLOAT16;
      default -> ElementType.FLOAT32;
    };
  }
}
