package io.attributable.tensorflow;

import io.attributable.graph.layer.LayerTensors;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers that a request is about.
 *
 * @param addresses as they were named
 * @param tensors what they mean
 */
record WantedLayers(List<String> addresses, List<LayerTensors> tensors) {

  /**
   * Those that were named, then all others if all are wanted.
   *
   * @throws io.attributable.AttributionException about the layers, or LAYER_REQUIRED
   */
  static WantedLayers of(PreparedSignature signature, LayerGradientXActivation request) {
    WantedLayers wanted = new WantedLayers(new ArrayList<>(), new ArrayList<>());
    for (LayerGradientXActivation.Wanted layer : request.layers()) {
      wanted.add(
          layer.address(), signature.lookup().resolve(layer.address(), request.portOf(layer)));
    }
    if (request.wantsAllLayers()) {
      wanted.addAll(signature, request);
    }
    if (wanted.addresses().isEmpty()) {
      throw signature.layers().noLayerNamed();
    }
    return wanted;
  }

  private void add(String address, LayerTensors layer) {
    addresses.add(address);
    tensors.add(layer);
  }

  /** Those that the output depends on and gradients get to; the rest has nothing to explain. */
  private void addAll(PreparedSignature signature, LayerGradientXActivation request) {
    String output = signature.output(request.output()).name();
    List<String> named = List.copyOf(addresses);
    for (LayerTensors layer : signature.explainable(output, request.port())) {
      if (!named.contains(layer.address())) {
        add(layer.address(), layer);
      }
    }
  }
}
