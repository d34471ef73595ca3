package io.attributable.graph.savedmodel;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Reads one signature of one model. */
final class SignatureReader {
  private final String model;
  private final String signature;

  SignatureReader(String model, String signature) {
    this.model = model;
    this.signature = signature;
  }

  SignatureSchema read(SignatureDef definition) {
    return new SignatureSchema(
        signature, tensors(definition.getInputsMap()), tensors(definition.getOutputsMap()));
  }

  private List<TensorSchema> tensors(Map<String, TensorInfo> infos) {
    return infos.entrySet().stream()
        .map(info -> tensor(info.getKey(), info.getValue()))
        .sorted(Comparator.comparing(TensorSchema::name))
        .collect(Collectors.toList());
  }

  /** Sparse and ragged tensors have no name of their own; their schema says so when it is used. */
  private TensorSchema tensor(String name, TensorInfo info) {
    return new TensorSchema(
        name, reference(name, info), info.getDtype(), Types.shape(info.getTensorShape()));
  }

  private TensorRef reference(String name, TensorInfo info) {
    try {
      return TensorRef.parse(info.getName());
    } catch (NumberFormatException e) {
      throw new AttributionException(
              ErrorCode.CORRUPT_MODEL,
              model,
              "tensor \""
                  + info.getName()
                  + "\" of \""
                  + signature
                  + "/"
                  + name
                  + "\" has no index")
          .causedBy(e);
    }
  }
}
