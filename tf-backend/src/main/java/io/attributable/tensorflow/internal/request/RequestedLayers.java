package io.attributable.tensorflow.internal.request;

import io.attributable.AttributionRequest;
import io.attributable.LayerPort;
import io.attributable.LeftOutLayer;
import io.attributable.Port;
import io.attributable.UnusedLayer;
import io.attributable.UnusedTensor;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.preflight.ExplainedLayer;
import io.attributable.tensorflow.internal.layer.ExplainableLayers;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers that a request is about.
 *
 * @param addresses as they were named
 * @param layers what they mean, as far as it is explained
 * @param leftOut where all are wanted, those that cannot be explained
 */
public record RequestedLayers(
    List<String> addresses, List<ExplainedLayer> layers, List<LeftOutLayer> leftOut) {

  /**
   * Those that were named, then all others if all are wanted.
   *
   * @throws io.attributable.AttributionException about the layers and the output, or LAYER_REQUIRED
   */
  public static RequestedLayers of(PreparedSignature signature, AttributionRequest request) {
    RequestedLayers wanted =
        new RequestedLayers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (LayerPort layer : request.layers()) {
      wanted.add(layer.layer(), signature.lookup().resolve(layer.layer(), layer.port()));
    }
    request.allLayers().ifPresent(port -> wanted.addAll(signature, request, port));
    if (wanted.addresses().isEmpty()) {
      throw signature.layers().noLayerNamed();
    }
    return wanted.explained(signature, request);
  }

  /** Their tensors. */
  public List<LayerTensors> tensors() {
    return layers.stream().map(ExplainedLayer::tensors).toList();
  }

  /** The tensors of a layer that no gradient gets to. */
  public List<UnusedTensor> unused(int layer) {
    return layers.get(layer).unused();
  }

  private void add(String address, LayerTensors layer) {
    addresses.add(address);
    layers.add(new ExplainedLayer(layer, List.of()));
  }

  /**
   * Those that the output depends on and gradients get to, and others where zeros are wanted for
   * them; the rest has nothing to explain.
   */
  private void addAll(PreparedSignature signature, AttributionRequest request, Port port) {
    OutputTensor output = signature.output(request);
    List<String> named = List.copyOf(addresses);
    ExplainableLayers all = signature.explainable(output.name(), port, request.unusedLayer());
    for (LayerTensors layer : all.layers()) {
      if (!named.contains(layer.address())) {
        add(layer.address(), layer);
      }
    }
    leftOut.addAll(all.leftOut());
    if (addresses.isEmpty()) {
      throw all.nothing(signature.layers().graph(), output.name());
    }
  }

  /** Where zeros are wanted for what is not used, layers keep all their tensors. */
  private RequestedLayers explained(PreparedSignature signature, AttributionRequest request) {
    OutputTensor output = signature.output(request);
    boolean zeros = request.unusedLayer() == UnusedLayer.ZEROS;
    List<ExplainedLayer> explained = new ArrayList<>();
    for (LayerTensors layer : tensors()) {
      explained.add(zeros ? signature.whole(layer, output) : signature.explained(layer, output));
    }
    return new RequestedLayers(List.copyOf(addresses), explained, List.copyOf(leftOut));
  }
}
