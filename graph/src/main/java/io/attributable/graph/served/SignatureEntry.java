package io.attributable.graph.served;

import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.function.Function;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** A signature's entry in the meta graph, which servers read. */
final class SignatureEntry {
  private static final String METHOD = "tensorflow/serving/predict";

  private SignatureEntry() {}

  /**
   * The entry.
   *
   * @param original whose default values of inputs are copied, and its fields of newer versions of
   *     TensorFlow
   * @param inputs by name, the fed tensors in the outermost graph
   * @param outputs by name, the tensors in the outermost graph
   */
  static SignatureDef of(
      ServedPlan plan,
      SignatureDef original,
      Function<TensorSchema, TensorRef> inputs,
      Function<TensorSchema, TensorRef> outputs) {
    SignatureDef.Builder entry =
        SignatureDef.newBuilder()
            .setMethodName(METHOD)
            .putAllDefaults(original.getDefaultsMap())
            .setUnknownFields(original.getUnknownFields());
    for (TensorSchema input : plan.signature().inputs()) {
      entry.putInputs(input.name(), info(input, inputs.apply(input)));
    }
    for (TensorSchema output : plan.signature().outputs()) {
      entry.putOutputs(output.name(), info(output, outputs.apply(output)));
    }
    return entry.build();
  }

  private static TensorInfo info(TensorSchema schema, TensorRef tensor) {
    return TensorInfo.newBuilder()
        .setName(tensor.toString())
        .setDtype(schema.type())
        .setTensorShape(Types.proto(schema.shape()))
        .build();
  }
}
