package io.attributable.graph.layer;

import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.InputDependence;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Finds the tensors of a layer's sides: what it makes and others use, what others make and it
 * takes. Weights and shape arithmetic are neither.
 */
final class LayerPorts {
  private final FlatGraph graph;
  private final InputDependence dependence;
  private final ObserverNodes observers;
  private final RecurrentStates states;
  private final Set<TensorRef> returned;

  LayerPorts(FlatGraph graph, InputDependence dependence, ObserverNodes observers) {
    this.graph = graph;
    this.observers = observers;
    this.states = new RecurrentStates(graph);
    this.dependence = dependence;
    this.returned =
        graph.signature().outputs().stream().map(TensorSchema::tensor).collect(Collectors.toSet());
  }

  List<TensorInfo> tensors(LayerCall call, Port port) {
    Set<String> inside = call.nodeNames();
    Set<TensorRef> found = port == Port.INPUT ? taken(call, inside) : made(call, inside);
    return found.stream().map(tensor -> TensorInfo.of(graph, tensor)).collect(Collectors.toList());
  }

  /** The tensors of a side that depend on the inputs, but are not of a floating-point type. */
  List<TensorInfo> withoutFloats(LayerCall call, Port port) {
    Set<String> inside = call.nodeNames();
    List<TensorRef> found = new ArrayList<>();
    for (FlatNode node : call.nodes()) {
      for (TensorRef tensor : port == Port.INPUT ? node.inputs() : outputs(node)) {
        boolean crosses =
            port == Port.INPUT
                ? !inside.contains(tensor.node()) || graph.isFed(tensor)
                : returned.contains(tensor) || isUsedOutside(tensor, inside);
        if (crosses && graph.holds(tensor) && dependence.dependsOnInputs(tensor)) {
          found.add(tensor);
        }
      }
    }
    return found.stream()
        .distinct()
        .filter(tensor -> !Types.isFloat(graph.type(tensor)))
        .map(tensor -> TensorInfo.of(graph, tensor))
        .toList();
  }

  private static List<TensorRef> outputs(FlatNode node) {
    return IntStream.range(0, node.outputs().size()).mapToObj(node::output).toList();
  }

  /** Whether a tensor is one that can be explained. */
  boolean isExplainable(TensorRef tensor) {
    return Types.isFloat(graph.type(tensor)) && dependence.dependsOnInputs(tensor);
  }

  private Set<TensorRef> taken(LayerCall call, Set<String> inside) {
    Set<TensorRef> taken = new LinkedHashSet<>();
    for (FlatNode node : call.nodes()) {
      if (InputDependence.looksAtShapeOnly(node) || isFedHere(node)) {
        continue;
      }
      node.inputs().stream()
          .filter(input -> !inside.contains(input.node()) || graph.isFed(input))
          .filter(graph::holds)
          .filter(this::isExplainable)
          .forEach(taken::add);
    }
    return taken;
  }

  private boolean isFedHere(FlatNode node) {
    return graph.isFed(node.output(0));
  }

  private Set<TensorRef> made(LayerCall call, Set<String> inside) {
    List<TensorRef> all = new ArrayList<>();
    call.nodes().forEach(node -> all.addAll(explainable(node)));
    Set<TensorRef> used =
        all.stream()
            .filter(tensor -> returned.contains(tensor) || isUsedOutside(tensor, inside))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return used.isEmpty() ? deadEnds(call) : states.last(call, used);
  }

  private List<TensorRef> explainable(FlatNode node) {
    List<TensorRef> tensors = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      if (isExplainable(node.output(i))) {
        tensors.add(node.output(i));
      }
    }
    return tensors;
  }

  private boolean isUsedOutside(TensorRef tensor, Set<String> inside) {
    return graph.consumers(tensor).stream()
        .anyMatch(
            node ->
                !inside.contains(node.name())
                    && !InputDependence.looksAtShapeOnly(node)
                    && !observers.contains(node));
  }

  /**
   * An unused layer still has results: tensors that none of its own nodes uses. A scalar is no
   * result, but the loss of a regulariser.
   */
  private Set<TensorRef> deadEnds(LayerCall call) {
    Set<TensorRef> ends = new LinkedHashSet<>();
    for (FlatNode node : call.nodes()) {
      boolean unused =
          IntStream.range(0, node.outputs().size())
              .allMatch(i -> graph.consumers(node.output(i)).isEmpty());
      List<TensorRef> tensors = explainable(node);
      if (unused && !tensors.isEmpty() && !isScalar(tensors.get(0))) {
        ends.add(tensors.get(0));
      }
    }
    return ends;
  }

  private boolean isScalar(TensorRef tensor) {
    Shape shape = graph.shape(tensor);
    return !shape.isUnknown() && shape.numDimensions() == 0;
  }
}
