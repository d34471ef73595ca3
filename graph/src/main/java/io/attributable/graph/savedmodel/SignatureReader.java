package io.attributable.graph.savedmodel;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Reads one signature that was checked. */
final class SignatureReader {
  private final SignatureDef definition;

  SignatureReader(SignatureDef definition) {
    this.definition = definition;
  }

  /** Why there is no schema of the signature; empty if there is one. */
  Optional<String> obstacle() {
    return Stream.concat(
            obstacles("input", definition.getInputsMap()),
            obstacles("output", definition.getOutputsMap()))
        .findFirst();
  }

  /** The signature, if there is no obstacle. */
  SignatureSchema read(String name, InputDefaults defaults) {
    return new SignatureSchema(
        name,
        defaults.of(definition, tensors(definition.getInputsMap())),
        tensors(definition.getOutputsMap()));
  }

  private static Stream<String> obstacles(String kind, Map<String, TensorInfo> infos) {
    return infos.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            info ->
                obstacle(info.getValue())
                    .map(reason -> kind + " \"" + info.getKey() + "\" " + reason)
                    .stream());
  }

  private static Optional<String> obstacle(TensorInfo info) {
    return switch (info.getEncodingCase()) {
      case COO_SPARSE -> Optional.of("is a sparse tensor");
      case COMPOSITE_TENSOR ->
          Optional.of(CompositeKind.words(info.getCompositeTensor().getTypeSpec()));
      case ENCODING_NOT_SET -> Optional.of("names no tensor");
      case NAME -> ofDense(info);
    };
  }

  private static Optional<String> ofDense(TensorInfo info) {
    if (info.getName().isEmpty()) {
      return Optional.of("names no tensor");
    }
    if (!hasIndex(info.getName())) {
      return Optional.of("is tensor \"" + info.getName() + "\", which has no index");
    }
    return switch (info.getDtype()) {
      case UNRECOGNIZED ->
          Optional.of("has an unknown element type (number " + info.getDtypeValue() + ")");
      case DT_INVALID -> Optional.of("has no element type");
      default -> Optional.empty();
    };
  }

  private static boolean hasIndex(String tensor) {
    try {
      return !TensorRef.parse(tensor).node().isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static List<TensorSchema> tensors(Map<String, TensorInfo> infos) {
    return infos.entrySet().stream()
        .map(info -> tensor(info.getKey(), info.getValue()))
        .sorted(Comparator.comparing(TensorSchema::name))
        .collect(Collectors.toList());
  }

  private static TensorSchema tensor(String name, TensorInfo info) {
    return new TensorSchema(
        name, TensorRef.parse(info.getName()), info.getDtype(), Types.shape(info.getTensorShape()));
  }
}
