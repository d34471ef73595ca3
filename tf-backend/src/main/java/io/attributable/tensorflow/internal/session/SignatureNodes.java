package io.attributable.tensorflow.internal.session;

import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether all signatures of a model are of plain tensors that its graph has. TensorFlow's loader
 * takes others, but its Java part then looks up every tensor of every signature, and fails.
 */
final class SignatureNodes {
  private SignatureNodes() {}

  static boolean areThere(SavedModelFile file) {
    Set<String> nodes = new HashSet<>();
    file.graph().getNodeList().forEach(node -> nodes.add(node.getName()));
    return file.unservedSignatures().isEmpty()
        && file.signatures().stream()
            .flatMap(SignatureNodes::tensors)
            .allMatch(tensor -> nodes.contains(tensor.tensor().node()));
  }

  private static Stream<TensorSchema> tensors(SignatureSchema signature) {
    return Stream.of(signature.inputs(), signature.outputs()).flatMap(List::stream);
  }
}
