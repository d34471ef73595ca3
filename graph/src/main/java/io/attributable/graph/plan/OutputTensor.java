package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.Suggestions;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * What a target picks from.
 *
 * @param name as the user or the signature has it
 * @param tensor where it lies in the flat graph
 * @param type its element type, a floating-point one
 * @param shape its static shape; dimension 0 is the example
 */
public record OutputTensor(String name, TensorRef tensor, DataType type, Shape shape) {

  /**
   * Finds an output: by its name in the signature, else as an address of a layer or tensor, or as
   * {@code logits-of:} one of these.
   *
   * @param wanted null for the signature's only output
   * @throws AttributionException OUTPUT_REQUIRED, UNKNOWN_OUTPUT, OUTPUT_NOT_FLOAT,
   *     OUTPUT_WITHOUT_EXAMPLES, AMBIGUOUS_LAYER, NO_ACTIVATION
   */
  public static OutputTensor find(LayerIndex layers, @Nullable String wanted) {
    OutputTensor output = locate(layers, wanted);
    output.check(layers.graph());
    return output;
  }

  /** Finds an output whether it can be explained or not. */
  public static OutputTensor locate(LayerIndex layers, @Nullable String wanted) {
    FlatGraph graph = layers.graph();
    String name = wanted != null ? wanted : onlyOutput(layers);
    TensorRef tensor = tensor(layers, name);
    return new OutputTensor(name, tensor, graph.type(tensor), graph.shape(tensor));
  }

  private static TensorRef tensor(LayerIndex layers, String name) {
    Optional<TensorSchema> ofSignature = layers.graph().signature().output(name);
    if (ofSignature.isPresent()) {
      return ofSignature.get().tensor();
    }
    return name.startsWith(Logits.PREFIX)
        ? logits(layers, name, tensor(layers, name.substring(Logits.PREFIX.length())))
        : ofLayer(layers, name);
  }

  private static TensorRef logits(LayerIndex layers, String name, TensorRef of) {
    FlatGraph graph = layers.graph();
    return Logits.of(graph, of)
        .map(Logits::tensor)
        .orElseThrow(
            () -> {
              String plain = name.substring(Logits.PREFIX.length());
              Logits.Instead instead = Logits.instead(graph, of);
              return new AttributionException(
                  ErrorCode.NO_ACTIVATION,
                  name,
                  graph.signature().name(),
                  graph.model(),
                  plain,
                  instead.node().op(),
                  instead.node().scopedName(),
                  instead.moved()
                      ? "which moves what an activation made to other places"
                      : "which is no activation function",
                  "Explain \"" + plain + "\" itself.");
            });
  }

  /**
   * Checks that it can be explained by its values alone: whole numbers and truth values, too.
   *
   * @throws AttributionException OUTPUT_NOT_FLOAT for what holds no numbers,
   *     OUTPUT_WITHOUT_EXAMPLES
   */
  public void checkValues(FlatGraph graph) {
    switch (type) {
      case DT_BOOL, DT_INT8, DT_UINT8, DT_INT16, DT_UINT16, DT_INT32, DT_UINT32, DT_INT64 ->
          checkExamples();
      default -> check(graph);
    }
  }

  /**
   * Checks that it can be explained.
   *
   * @throws AttributionException OUTPUT_NOT_FLOAT, OUTPUT_WITHOUT_EXAMPLES
   */
  public void check(FlatGraph graph) {
    if (!Types.isFloat(type)) {
      throw new AttributionException(
          ErrorCode.OUTPUT_NOT_FLOAT, name, graph.model(), Types.name(type));
    }
    checkExamples();
  }

  private void checkExamples() {
    if (!shape.isUnknown() && shape.numDimensions() == 0) {
      throw new AttributionException(ErrorCode.OUTPUT_WITHOUT_EXAMPLES, name, Types.text(shape));
    }
  }

  private static String onlyOutput(LayerIndex layers) {
    FlatGraph graph = layers.graph();
    List<TensorSchema> outputs = graph.signature().outputs();
    if (outputs.size() != 1) {
      throw new AttributionException(
          ErrorCode.OUTPUT_REQUIRED, graph.signature().name(), graph.model(), names(layers));
    }
    return outputs.get(0).name();
  }

  /** The outputs of the signature, those of probabilities with what their logits are called. */
  private static String names(LayerIndex layers) {
    List<TensorSchema> outputs = layers.graph().signature().outputs();
    return outputs.isEmpty()
        ? SignatureSchema.names(outputs)
        : outputs.stream()
            .map(
                output ->
                    '"'
                        + output.name()
                        + '"'
                        + LogitsHint.of(layers, output)
                            .map(
                                offer ->
                                    " (before its "
                                        + offer.activation()
                                        + ": \""
                                        + offer.address()
                                        + "\")")
                            .orElse(""))
            .collect(Collectors.joining(", "));
  }

  private static TensorRef ofLayer(LayerIndex layers, String name) {
    LayerTensors found = resolve(layers, name);
    if (found.tensors().size() > 1) {
      throw new AttributionException(
          ErrorCode.AMBIGUOUS_LAYER,
          name,
          layers.graph().signature().name(),
          layers.graph().model(),
          "it has " + found.tensors().size() + " output tensors",
          found.tensors().stream()
              .map(tensor -> "tensor:" + tensor.name())
              .collect(Collectors.joining(", ")));
    }
    return found.tensors().get(0).tensor();
  }

  private static LayerTensors resolve(LayerIndex layers, String name) {
    try {
      return layers.resolve(name, Port.OUTPUT);
    } catch (AttributionException e) {
      if (e.code() != ErrorCode.UNKNOWN_LAYER) {
        throw e;
      }
      List<TensorSchema> outputs = layers.graph().signature().outputs();
      List<String> names = outputs.stream().map(TensorSchema::name).collect(Collectors.toList());
      names.addAll(layers.addresses());
      throw new AttributionException(
              ErrorCode.UNKNOWN_OUTPUT,
              name,
              layers.graph().signature().name(),
              layers.graph().model(),
              names(layers),
              Suggestions.didYouMean(name, names))
          .causedBy(e);
    }
  }
}
