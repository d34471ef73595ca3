package io.attributable.tensorflow.internal.code;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.Suggestions;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.InputDependence;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.recording.ForwardCall;
import io.attributable.tensorflow.recording.LayerCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Layers from the recorded calls of a model in code. */
final class RecordedLayers implements LayerLookup {
  private static final String LOGITS = "logits-of:";

  /** What the graph itself can find. */
  private static final List<String> ADDRESSES = List.of("tensor:", "scope:", "input:");

  private final LayerIndex index;
  private final FlatGraph graph;
  private final InputDependence dependence;
  private final LayerCalls calls;
  private final Map<TensorRef, TensorRef> fed = new HashMap<>();

  RecordedLayers(LayerIndex index, ForwardCall call, LayerCalls calls) {
    this.index = index;
    this.graph = index.graph();
    this.dependence = InputDependence.of(graph);
    this.calls = calls;
    call.inputs()
        .forEach(
            (name, operand) ->
                fed.put(ForwardCallGraph.ref(operand), graph.signature().input(name).tensor()));
  }

  @Override
  public LayerTensors resolve(String address, Port port) {
    Optional<LayerCall> call = calls.find(address);
    if (call.isPresent()) {
      return tensors(address, port, call.get());
    }
    if (ADDRESSES.stream().anyMatch(address::startsWith)) {
      return index.resolve(address, port);
    }
    throw new AttributionException(
        ErrorCode.UNKNOWN_LAYER,
        address,
        graph.signature().name(),
        graph.model(),
        calls.addresses().isEmpty()
            ? "no layer was called"
            : calls.addresses().size() + " calls of layers",
        Suggestions.didYouMean(address, calls.addresses()));
  }

  @Override
  public @Nullable String output(@Nullable String wanted) {
    if (wanted != null && wanted.startsWith(LOGITS) && graph.signature().output(wanted).isEmpty()) {
      return LOGITS + output(wanted.substring(LOGITS.length()));
    }
    if (wanted == null
        || graph.signature().output(wanted).isPresent()
        || calls.find(wanted).isEmpty()) {
      return wanted;
    }
    List<TensorInfo> tensors = resolve(wanted, Port.OUTPUT).tensors();
    if (tensors.size() > 1) {
      throw new AttributionException(
          ErrorCode.AMBIGUOUS_LAYER,
          wanted,
          graph.signature().name(),
          graph.model(),
          "it has " + tensors.size() + " output tensors",
          String.join(", ", tensors.stream().map(RecordedLayers::address).toList()));
    }
    return address(tensors.get(0));
  }

  private static String address(TensorInfo tensor) {
    return "tensor:" + tensor.tensor();
  }

  private LayerTensors tensors(String address, Port port, LayerCall call) {
    List<TensorInfo> tensors = new ArrayList<>();
    for (Output<?> operand : port == Port.INPUT ? call.inputs() : call.outputs()) {
      TensorRef tensor = flat(operand);
      if (isExplainable(tensor)) {
        tensors.add(
            new TensorInfo(
                tensor,
                ForwardCallGraph.ref(operand).toString(),
                graph.type(tensor),
                graph.shape(tensor)));
      }
    }
    if (tensors.isEmpty()) {
      throw withoutFloats(address, port, call);
    }
    return new LayerTensors(address, port, tensors);
  }

  private AttributionException withoutFloats(String address, Port port, LayerCall call) {
    boolean input = port == Port.INPUT;
    String there =
        (input ? call.inputs() : call.outputs())
            .stream()
                .map(this::flat)
                .filter(graph::holds)
                .map(
                    tensor ->
                        Types.name(graph.type(tensor)) + " " + Types.text(graph.shape(tensor)))
                .collect(Collectors.joining(", "));
    boolean other =
        (input ? call.outputs() : call.inputs())
            .stream().map(this::flat).anyMatch(this::isExplainable);
    return new AttributionException(
        ErrorCode.LAYER_WITHOUT_FLOATS,
        address,
        graph.signature().name(),
        graph.model(),
        port.name().toLowerCase(Locale.ROOT),
        there.isEmpty() ? "" : ": it has " + there,
        other
            ? "Explain its " + (input ? "output" : "input") + " instead."
            : "Explain a layer behind it.");
  }

  /** What is fed may have got a placeholder in its stead. */
  private TensorRef flat(Output<?> operand) {
    TensorRef tensor = ForwardCallGraph.ref(operand);
    return fed.getOrDefault(tensor, tensor);
  }

  /** Weights and shapes may be handed to layers, too. */
  private boolean isExplainable(TensorRef tensor) {
    return graph.holds(tensor)
        && Types.isFloat(graph.type(tensor))
        && dependence.dependsOnInputs(tensor);
  }
}
