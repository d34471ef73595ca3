package io.attributable.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.Port;
import io.attributable.Wording;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.LogitsHint;
import io.attributable.graph.savedmodel.FunctionSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.savedmodel.UnsupportedSignature;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** Shows a report as JSON: what programs read. */
public final class ReportJson {
  private ReportJson() {}

  /** The whole report as one document. */
  public static String of(ModelReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("model", report.model());
    ArrayNode signatures = json.putArray("signatures");
    report.signatures().forEach(signature -> put(signatures.addObject(), signature));
    report.unserved().forEach(signature -> put(signatures.addObject(), signature));
    if (!report.functions().isEmpty()) {
      ArrayNode functions = json.putArray("functions");
      report.functions().forEach(function -> put(functions.addObject(), function));
    }
    return json.toPrettyString();
  }

  private static void put(ObjectNode json, SignatureReport signature) {
    json.put("name", signature.schema().name());
    putSchemas(json.putArray("inputs"), signature.schema().inputs());
    ArrayNode outputs = json.putArray("outputs");
    for (TensorSchema output : signature.schema().outputs()) {
      ObjectNode entry = outputs.addObject();
      put(entry, output.name(), output.typeName(), output.shape());
      LogitsHint offer = signature.logits().get(output.name());
      if (offer != null) {
        entry.put("logits", offer.address());
      }
    }
    ArrayNode layers = json.putArray("layers");
    signature.layers().forEach(layer -> put(layers.addObject(), layer));
    signature.problem().ifPresent(problem -> put(json.putObject("error"), problem));
  }

  private static void put(ObjectNode json, UnsupportedSignature signature) {
    json.put("name", signature.name()).put("unserved", signature.reason());
    Stream.of("inputs", "outputs", "layers").forEach(json::putArray);
  }

  private static void put(ObjectNode json, FunctionSchema function) {
    json.put("name", function.signature()).put("arguments", function.arguments());
    putSchemas(json.putArray("inputs"), function.inputs());
    putSchemas(json.putArray("outputs"), function.outputs());
    function.obstacle().ifPresent(reason -> json.put("unserved", reason));
  }

  private static void put(ObjectNode json, LayerReport layer) {
    json.put("layer", layer.entry().address()).put("scope", layer.entry().scope());
    for (Port port : Port.values()) {
      putTensors(json.putArray(word(port)), layer.entry().tensors(port));
    }
    ObjectNode attributable = json.putObject("attributable");
    for (Port port : Port.values()) {
      attributable.put(word(port), layer.obstacle(port).isEmpty());
    }
    if (!layer.obstacles().isEmpty()) {
      ObjectNode obstacles = json.putObject("obstacles");
      for (Port port : Port.values()) {
        layer.obstacle(port).ifPresent(obstacle -> obstacles.put(word(port), obstacle));
      }
    }
  }

  private static void put(ObjectNode json, AttributionException problem) {
    json.put("code", problem.code().id()).put("message", problem.message(Wording.COMMAND_LINE));
  }

  private static void putSchemas(ArrayNode json, List<TensorSchema> tensors) {
    for (TensorSchema tensor : tensors) {
      ObjectNode entry = json.addObject();
      put(entry, tensor.name(), tensor.typeName(), tensor.shape());
      tensor.byDefault().ifPresent(value -> entry.put("default", value.text()));
    }
  }

  private static void putTensors(ArrayNode json, List<TensorInfo> tensors) {
    for (TensorInfo tensor : tensors) {
      put(json.addObject(), tensor.name(), tensor.typeName(), tensor.shape());
    }
  }

  private static void put(ObjectNode json, String name, String type, Shape shape) {
    json.put("name", name).put("dtype", type);
    if (shape.isUnknown()) {
      json.putNull("shape");
      return;
    }
    ArrayNode lengths = json.putArray("shape");
    for (long length : shape.asArray()) {
      if (length < 0) {
        lengths.addNull();
      } else {
        lengths.add(length);
      }
    }
  }

  private static String word(Port port) {
    return port.name().toLowerCase(Locale.ROOT);
  }
}
