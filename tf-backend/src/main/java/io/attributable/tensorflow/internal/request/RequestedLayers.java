package io.attributable.tensorflow.internal.request;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.LeftOutLayer;
import io.attributable.Port;
import io.attributable.UnusedLayer;
import io.attributable.UnusedTensor;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.preflight.ExplainedLayer;
import io.attributable.graph.tensor.TensorRef;
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

  private static final String INPUT = "input:";

  /** Copies the lists. */
  public RequestedLayers {
    addresses = List.copyOf(addresses);
    layers = List.copyOf(layers);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Those whose tensors are wanted as they are, whether an output depends on them or not.
   *
   * @throws AttributionException about the layers, or LAYER_REQUIRED
   */
  static RequestedLayers whole(PreparedSignature signature, AttributionRequest request) {
    Found found = named(signature, request);
    request.allLayers().ifPresent(port -> found.addOthers(signature.all(port)));
    return found.required(signature);
  }

  /**
   * Those that are explained towards an output: what of their tensors it depends on, or all where
   * zeros are wanted for the rest.
   *
   * @throws AttributionException about the layers and the output, or LAYER_REQUIRED
   */
  static RequestedLayers towards(
      PreparedSignature signature, AttributionRequest request, OutputTensor output) {
    Found found = named(signature, request);
    request.allLayers().ifPresent(port -> addExplainable(signature, request, output, port, found));
    RequestedLayers requested = found.required(signature);
    List<ExplainedLayer> explained = new ArrayList<>();
    for (LayerTensors layer : requested.tensors()) {
      explained.add(explained(signature, request, layer, output));
    }
    return new RequestedLayers(requested.addresses, explained, requested.leftOut);
  }

  /**
   * Those whose values are perturbed, inputs of any type among them.
   *
   * @throws AttributionException about the layers, LAYER_REQUIRED, METHOD_NOT_APPLICABLE
   */
  static RequestedLayers perturbed(PreparedSignature signature, AttributionRequest request) {
    if (request.allLayers().isPresent()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          request.method().name(),
          "all layers at once",
          "layers are replaced, and those behind others would be, too",
          "Name inputs, or layers that do not depend on one another.");
    }
    Found found = new Found();
    for (LayerPort layer : request.layers()) {
      found.add(layer.layer(), perturbed(signature, layer));
    }
    return found.required(signature);
  }

  /** Inputs need not hold numbers that have gradients. */
  private static LayerTensors perturbed(PreparedSignature signature, LayerPort layer) {
    FlatGraph graph = signature.graph();
    if (!layer.layer().startsWith(INPUT) || layer.port() == Port.INPUT) {
      return signature.lookup().resolve(layer.layer(), layer.port());
    }
    TensorRef fed = graph.signature().input(layer.layer().substring(INPUT.length())).tensor();
    String name = graph.node(fed.node()).scopedName() + ":" + fed.index();
    return new LayerTensors(
        layer.layer(),
        layer.port(),
        List.of(new TensorInfo(fed, name, graph.type(fed), graph.shape(fed))));
  }

  private static Found named(PreparedSignature signature, AttributionRequest request) {
    Found found = new Found();
    for (LayerPort layer : request.layers()) {
      found.add(layer.layer(), signature.lookup().resolve(layer.layer(), layer.port()));
    }
    return found;
  }

  private static ExplainedLayer explained(
      PreparedSignature signature,
      AttributionRequest request,
      LayerTensors layer,
      OutputTensor output) {
    return request.unusedLayer() == UnusedLayer.ZEROS
        ? signature.whole(layer, output)
        : signature.explained(layer, output);
  }

  /**
   * Those that the output depends on and gradients get to, and others where zeros are wanted for
   * them, as far as the method takes them; the rest has nothing to explain.
   */
  private static void addExplainable(
      PreparedSignature signature,
      AttributionRequest request,
      OutputTensor output,
      Port port,
      Found found) {
    PlannedMethod method = PlannedMethod.of(request.method());
    ExplainableLayers all =
        signature
            .explainable(output.name(), port, request.unusedLayer())
            .without(
                layer ->
                    signature.refusal(
                        method, explained(signature, request, layer, output).tensors(), output));
    found.addOthers(all);
    if (found.addresses.isEmpty()) {
      throw all.nothing(signature.graph(), output.name());
    }
  }

  /** Their tensors. */
  public List<LayerTensors> tensors() {
    return layers.stream().map(ExplainedLayer::tensors).toList();
  }

  /** The tensors of a layer that no gradient reaches. */
  public List<UnusedTensor> unused(int layer) {
    return layers.get(layer).unused();
  }

  /** What was found so far. */
  private static final class Found {
    private final List<String> addresses = new ArrayList<>();
    private final List<ExplainedLayer> layers = new ArrayList<>();
    private final List<LeftOutLayer> leftOut = new ArrayList<>();

    private boolean holds(LayerTensors layer) {
      return layers.stream()
          .map(ExplainedLayer::tensors)
          .anyMatch(
              known -> known.address().equals(layer.address()) && known.port() == layer.port());
    }

    /** Adds those that were not named, on that side. */
    void addOthers(ExplainableLayers all) {
      all.layers().stream()
          .filter(layer -> !holds(layer))
          .forEach(layer -> add(layer.address(), layer));
      leftOut.addAll(all.leftOut());
    }

    void add(String address, LayerTensors layer) {
      addresses.add(address);
      layers.add(new ExplainedLayer(layer, List.of()));
    }

    RequestedLayers required(PreparedSignature signature) {
      if (addresses.isEmpty()) {
        throw signature.layers().noLayerNamed();
      }
      return new RequestedLayers(addresses, layers, leftOut);
    }
  }
}
