package io.attributable.graph.points;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Refuses what has no path: tensors that do not move, inputs that cannot, layers of no cut. */
final class PathCheck {
  private final FlatGraph model;
  private final String method;
  private final MovingInputs inputs;
  private final Set<String> dependent;

  /**
   * Checks for a method.
   *
   * @param dependent the nodes that depend on examples
   */
  PathCheck(FlatGraph model, String method, MovingInputs inputs, Set<String> dependent) {
    this.model = model;
    this.method = method;
    this.inputs = inputs;
    this.dependent = dependent;
  }

  /**
   * Checks explained tensors.
   *
   * @param replaced whether they are replaced along the path, while inputs stay
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  void check(List<TensorInfo> tensors, PointDemand demand, boolean replaced) {
    requireDependence(tensors);
    if (demand.noisy()) {
      requireNoise();
    }
    switch (demand.moving()) {
      case INPUTS -> requireMoving(tensors);
      case EXPLAINED -> {
        if (replaced) {
          requireCut(
              tensors, tensors.stream().filter(tensor -> !model.isFed(tensor.tensor())).toList());
        } else {
          requireMoving(tensors);
        }
      }
      case NOTHING, NOISE -> {}
    }
  }

  /**
   * Checks tensors whose values are replaced.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  void checkReplaced(List<TensorInfo> tensors) {
    requireDependence(tensors);
    List<TensorInfo> layers =
        tensors.stream().filter(tensor -> !model.isFed(tensor.tensor())).toList();
    if (!layers.isEmpty()) {
      requireCut(tensors, layers);
    }
  }

  private void requireNoise() {
    if (inputs.moving().isEmpty()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method,
          "noise at the signature \"" + model.signature().name() + "\"",
          "none of its inputs holds floating-point numbers of examples, and nothing can be added to"
              + " others, such as tokens",
          "Leave out the noise, or explain a signature that takes the embeddings.");
    }
  }

  private void requireDependence(List<TensorInfo> tensors) {
    for (TensorInfo tensor : tensors) {
      if (!dependent.contains(tensor.tensor().node())) {
        throw refused(
            tensor,
            "it does not depend on the examples",
            "Explain a layer that does, or use another method.");
      }
      if (!tensor.shape().isUnknown() && tensor.shape().numDimensions() == 0) {
        throw refused(tensor, "it has no dimension for examples", "Explain a layer that has one.");
      }
    }
  }

  /** The path is one of the inputs. */
  private void requireMoving(List<TensorInfo> tensors) {
    if (inputs.moving().isEmpty()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method,
          "the signature \"" + model.signature().name() + "\"",
          "none of its inputs holds floating-point numbers of examples, so that there is nothing"
              + " between a baseline and an input",
          "Use integrated-gradients at the layer that the inputs go into, such as an embedding.");
    }
    for (TensorInfo tensor : tensors) {
      if (model.isFed(tensor.tensor()) && !baselinesMove(tensor.tensor())) {
        throw refused(
            tensor,
            "it is an input that cannot move from a baseline",
            "Explain an input of floating-point numbers that holds examples, or a layer.");
      }
    }
  }

  private boolean baselinesMove(TensorRef tensor) {
    return inputs.moving().stream().anyMatch(input -> input.tensor().equals(tensor));
  }

  /** Tensors that are replaced together must not need one another. */
  private void requireCut(List<TensorInfo> tensors, List<TensorInfo> layers) {
    if (layers.size() < tensors.size()) {
      TensorInfo input =
          tensors.stream().filter(tensor -> model.isFed(tensor.tensor())).findFirst().orElseThrow();
      throw refused(
          input,
          "inputs move along another path than layers, such as \"" + layers.get(0).name() + "\"",
          "Explain inputs and layers one after the other.");
    }
    for (TensorInfo layer : layers) {
      Set<String> behind = behind(layer);
      for (TensorInfo other : layers) {
        if (behind.contains(other.tensor().node())) {
          throw refused(
              layer,
              "it is replaced by values along the path, while \""
                  + other.name()
                  + "\", which depends on it, would be too",
              "Explain these layers one after the other.");
        }
      }
    }
  }

  private Set<String> behind(TensorInfo layer) {
    Set<String> behind = new LinkedHashSet<>();
    for (FlatNode node : model.nodes()) {
      if (node.inputs().stream()
          .anyMatch(input -> input.equals(layer.tensor()) || behind.contains(input.node()))) {
        behind.add(node.name());
      }
    }
    return behind;
  }

  private AttributionException refused(TensorInfo tensor, String reason, String remedy) {
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE,
        method,
        "tensor \"" + tensor.name() + "\"",
        reason,
        remedy);
  }
}
