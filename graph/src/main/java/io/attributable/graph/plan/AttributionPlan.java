package io.attributable.graph.plan;

import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.GraphDef;

/**
 * What to run to explain some layers: a finished graph, what to feed it and what to fetch. One plan
 * serves all targets of a kind, all batch sizes, both modes. Immutable.
 *
 * @param graph the forward and the gradient nodes, and nothing else
 * @param inputs what to feed for each input of the signature; those that nothing depends on are
 *     absent
 * @param target where index tuples are fed, for targets of kind INDEX
 * @param weights where a weight per example is fed, for weighted plans
 * @param output what is explained
 * @param outputShape a fetch with the output's shape, 64-bit
 * @param layers the results, in the order in which they were asked for
 * @param positions where chosen neurons are, by the fetch that has their values
 * @param widest for several targets that are explained at once, the bytes of the largest tensor on
 *     the way back for one target and one example, as far as known; else 0
 * @param work what it takes to compute
 */
public record AttributionPlan(
    GraphDef graph,
    Map<String, TensorRef> inputs,
    TensorRef target,
    TensorRef weights,
    OutputTensor output,
    TensorRef outputShape,
    List<Layer> layers,
    Map<TensorRef, TensorRef> positions,
    long widest,
    PlanWork work) {

  /** Copies the collections. */
  public AttributionPlan {
    inputs = Map.copyOf(inputs);
    layers = List.copyOf(layers);
    positions = Map.copyOf(positions);
  }

  /** A plan of whole attributions for one target at a time. */
  public AttributionPlan(
      GraphDef graph,
      Map<String, TensorRef> inputs,
      TensorRef target,
      TensorRef weights,
      OutputTensor output,
      TensorRef outputShape,
      List<Layer> layers) {
    this(
        graph, inputs, target, weights, output, outputShape, layers, Map.of(), 0, PlanWork.UNKNOWN);
  }

  /**
   * What to fetch for a layer.
   *
   * @param layer the layer and its side
   * @param tensors one per tensor of it
   */
  public record Layer(LayerTensors layer, List<Tensor> tensors) {
    /** Copies the list. */
    public Layer {
      tensors = List.copyOf(tensors);
    }
  }

  /**
   * What to fetch for a tensor.
   *
   * @param info the tensor
   * @param used whether the output depends on it; if not, both fetches are zeros
   * @param local the gradient, or what it was reduced to
   * @param global gradient × activation, or what it was reduced to
   */
  public record Tensor(TensorInfo info, boolean used, TensorRef local, TensorRef global) {}
}
