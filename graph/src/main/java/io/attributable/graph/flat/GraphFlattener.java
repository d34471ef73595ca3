package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;

/** Flattens one signature: picks its part of the outermost graph and inlines what that calls. */
final class GraphFlattener {
  private final SavedModelFile file;
  private final SignatureSchema signature;

  GraphFlattener(SavedModelFile file, SignatureSchema signature) {
    this.file = file;
    this.signature = signature;
  }

  FlatGraph flatten() {
    requireDense();
    GraphDef graph = file.graph();
    FedTensors fed = new FedTensors(graph, signature, file.ops());
    SignatureSubgraph subgraph = new SignatureSubgraph(file.name(), fed.graph(), signature, fed);
    FunctionLibrary library = new FunctionLibrary(file.name(), graph.getLibrary());
    Inliner inliner = new Inliner(file.name(), library, file.ops());
    Frame outermost = inliner.inlineOutermost(subgraph.nodes());
    Origin origin = new Origin(graph, file.objects(), file.ops(), inliner.bodies());
    FlatGraph flat =
        new FlatGraph(file.name(), resolved(outermost, fed), byName(inliner.nodes()), origin);
    requireTypes(flat, flat.signature().inputs());
    requireTypes(flat, flat.signature().outputs());
    NodeCheck.checkInputs(flat);
    HeldFunctions.check(flat);
    return FrameLoops.turn(flat, file.ops());
  }

  private static void requireTypes(FlatGraph graph, List<TensorSchema> tensors) {
    for (TensorSchema tensor : tensors) {
      DataType type = graph.type(tensor.tensor());
      if (type != tensor.type()) {
        throw new IllegalArgumentException(
            String.format(
                "the signature says that \"%s\" is %s, but it is %s",
                tensor.name(), tensor.typeName(), Types.name(type)));
      }
    }
  }

  private SignatureSchema resolved(Frame outermost, FedTensors fed) {
    return new SignatureSchema(
        signature.name(),
        resolved(outermost, signature.inputs(), fed),
        resolved(outermost, signature.outputs(), fed));
  }

  private static List<TensorSchema> resolved(
      Frame outermost, List<TensorSchema> tensors, FedTensors fed) {
    return tensors.stream()
        .map(
            schema ->
                new TensorSchema(
                    schema.name(),
                    outermost.resolve(fed.instead(schema.tensor()).toString()),
                    schema.type(),
                    schema.shape()))
        .collect(Collectors.toList());
  }

  private static Map<String, FlatNode> byName(List<FlatNode> nodes) {
    Map<String, FlatNode> byName = new LinkedHashMap<>();
    for (FlatNode node : nodes) {
      if (byName.put(node.name(), node) != null) {
        throw new IllegalArgumentException("node \"" + node.name() + "\" appears twice");
      }
    }
    return byName;
  }

  private void requireDense() {
    requireDense("input", signature.inputs());
    requireDense("output", signature.outputs());
  }

  private void requireDense(String kind, List<TensorSchema> tensors) {
    for (TensorSchema tensor : tensors) {
      if (tensor.tensor().node().isEmpty()) {
        throw new AttributionException(
            ErrorCode.UNSUPPORTED_SIGNATURE,
            signature.name(),
            file.name(),
            kind + " \"" + tensor.name() + "\" is a sparse or ragged tensor; export it dense");
      }
    }
  }
}
