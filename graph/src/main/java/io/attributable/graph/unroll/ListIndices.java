package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.ConstantEvaluator;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ConstantIntegers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.tensorflow.proto.TensorProto;

/** The indices and lengths that ops on lists take, where they are constant. */
final class ListIndices {
  /** By op, which of its inputs they are. */
  private static final Map<String, Integer> TAKERS =
      Map.of(
          "TensorListReserve", 1,
          "TensorListSetItem", 1,
          "TensorListGetItem", 1,
          "TensorListGather", 1,
          "TensorListScatterIntoExistingList", 2);

  private final Map<TensorRef, TensorProto> values;

  private ListIndices(Map<TensorRef, TensorProto> values) {
    this.values = values;
  }

  static ListIndices of(FlatGraph graph, ConstantEvaluator evaluator) {
    Set<TensorRef> decided = new HashSet<>();
    Set<TensorRef> wanted = new LinkedHashSet<>();
    for (FlatNode node : graph.nodes()) {
      if (isDecided(graph, node, decided)) {
        for (int i = 0; i < node.outputs().size(); i++) {
          decided.add(node.output(i));
        }
      }
      Integer taken = TAKERS.get(node.op());
      if (taken != null && decided.contains(node.inputs().get(taken))) {
        wanted.add(node.inputs().get(taken));
      }
    }
    if (wanted.isEmpty()) {
      return new ListIndices(Map.of());
    }
    BackwardSlice slice = BackwardSlice.of(graph, wanted, List.of());
    List<TensorRef> tensors = List.copyOf(wanted);
    Map<TensorRef, TensorProto> values = null;
    for (int unknown :
        slice.readsUnknownSizes() ? StaticSizes.TRIALS : StaticSizes.TRIALS.subList(0, 1)) {
      Map<TensorRef, TensorProto> found = evaluator.evaluate(slice.nodes(unknown), tensors);
      if (values == null) {
        values = new HashMap<>(found);
      } else {
        values.entrySet().retainAll(found.entrySet());
      }
    }
    return new ListIndices(values == null ? Map.of() : values);
  }

  private static boolean isDecided(FlatGraph graph, FlatNode node, Set<TensorRef> decided) {
    return StaticSizes.areReadBy(graph, node)
        || (BackwardSlice.isDecided(node) && decided.containsAll(node.inputs()));
  }

  /** An integer, if it could be evaluated. */
  OptionalInt of(TensorRef tensor) {
    TensorProto value = values.get(tensor);
    OptionalLong index = value == null ? OptionalLong.empty() : ScalarValues.scalar(value);
    return index.isPresent() && index.getAsLong() == (int) index.getAsLong()
        ? OptionalInt.of((int) index.getAsLong())
        : OptionalInt.empty();
  }

  /** A vector of integers, if it could be evaluated. */
  Optional<int[]> all(TensorRef tensor) {
    return Optional.ofNullable(values.get(tensor))
        .filter(value -> value.getTensorShape().getDimCount() == 1)
        .flatMap(value -> ConstantIntegers.ints(NodeBuilder.constant(value).build("indices")));
  }
}
