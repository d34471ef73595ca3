package io.attributable.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.graph.tensor.Dtype;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.List;

/** What is told of models, as TensorFlow Serving and KServe tell it. */
final class ModelMetadata {
  /** That of all models, as callers of TensorFlow Serving name it. */
  static final String VERSION = "1";

  private ModelMetadata() {}

  /** {@code {"models": [NAME, …]}}, KServe's list. */
  static ObjectNode list(List<ModelService> models) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode names = list.putArray("models");
    models.forEach(model -> names.add(model.name()));
    return list;
  }

  /** KServe's {@code "ready"} and TensorFlow Serving's {@code "model_version_status"}. */
  static ObjectNode status(ModelService model) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("name", model.name()).put("ready", true);
    ObjectNode version = status.putArray("model_version_status").addObject();
    version.put("version", VERSION).put("state", "AVAILABLE");
    version.putObject("status").put("error_code", "OK").put("error_message", "");
    return status;
  }

  /** TensorFlow Serving's metadata: the signatures, with dtypes and shapes. */
  static ObjectNode metadata(ModelService model) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata
        .putObject("model_spec")
        .put("name", model.name())
        .put("signature_name", "")
        .put("version", VERSION);
    ObjectNode signatures =
        metadata.putObject("metadata").putObject("signature_def").putObject("signature_def");
    for (SignatureDescription signature : model.signatures()) {
      ObjectNode entry = signatures.putObject(signature.name());
      put(entry.putObject("inputs"), signature.inputs());
      put(entry.putObject("outputs"), signature.outputs());
      entry.put("method_name", "tensorflow/serving/predict");
    }
    return metadata;
  }

  private static void put(ObjectNode node, List<TensorDescription> tensors) {
    for (TensorDescription tensor : tensors) {
      ObjectNode entry = node.putObject(tensor.name());
      entry.put(
          "dtype",
          Dtype.named(tensor.dtype()).map(dtype -> dtype.type().name()).orElse("DT_INVALID"));
      ObjectNode shape = entry.putObject("tensor_shape");
      ArrayNode dimensions = shape.putArray("dim");
      tensor
          .shape()
          .dimensions()
          .ifPresent(
              sizes ->
                  sizes.forEach(
                      size -> dimensions.addObject().put("size", size.toString()).put("name", "")));
      shape.put("unknown_rank", tensor.shape().dimensions().isEmpty());
      entry.put("name", tensor.name());
    }
  }
}
