package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.OpDef;

/** Flattens a function that stays one: the body of a loop, a branch. */
final class FunctionFlattener {
  private final FlatGraph caller;
  private final Origin origin;

  FunctionFlattener(FlatGraph caller, Origin origin) {
    this.caller = caller;
    this.origin = origin;
  }

  FunctionGraph flatten(NameAttrList name, List<FlatNode.Output> arguments) {
    FunctionLibrary library = new FunctionLibrary(caller.model(), origin.file().getLibrary());
    FunctionDef function =
        library
            .find(name.getName())
            .orElseThrow(
                () ->
                    new AttributionException(
                        ErrorCode.MISSING_FUNCTION,
                        name.getName(),
                        caller.signature().name(),
                        caller.model()));
    requireCount(function, arguments.size());
    Inliner inliner = new Inliner(caller.model(), library, origin.ops());
    Frame frame =
        inliner.inlineFunction(
            function, arguments, Frame.ofFunction(name.getName(), name.getAttrMap()));
    List<TensorRef> placeholders =
        function.getSignature().getInputArgList().stream()
            .map(argument -> new TensorRef(argument.getName(), 0))
            .toList();
    Frame.Call call = Inliner.result(function, frame);
    List<TensorRef> results = List.copyOf(call.results().values());
    return new FunctionGraph(
        graph(function, inliner, placeholders, results), placeholders, results, call.controls());
  }

  private FlatGraph graph(
      FunctionDef function, Inliner inliner, List<TensorRef> arguments, List<TensorRef> results) {
    Map<String, FlatNode> nodes = new LinkedHashMap<>();
    for (FlatNode node : inliner.nodes()) {
      if (nodes.put(node.name(), node) != null) {
        throw new IllegalArgumentException("node \"" + node.name() + "\" appears twice");
      }
    }
    OpDef signature = function.getSignature();
    SignatureSchema schema =
        new SignatureSchema(
            signature.getName(),
            tensors(nodes, signature.getInputArgList(), arguments),
            tensors(nodes, signature.getOutputArgList(), results));
    Origin own = new Origin(origin.file(), origin.objects(), origin.ops(), inliner.bodies());
    FlatGraph graph = new FlatGraph(caller.model(), schema, nodes, own);
    GraphCheck.checkInputs(graph);
    return graph;
  }

  private static List<TensorSchema> tensors(
      Map<String, FlatNode> nodes, List<OpDef.ArgDef> arguments, List<TensorRef> tensors) {
    List<TensorSchema> schemas = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      TensorRef tensor = tensors.get(i);
      FlatNode node = Objects.requireNonNull(nodes.get(tensor.node()));
      FlatNode.Output output = node.outputs().get(tensor.index());
      schemas.add(
          new TensorSchema(arguments.get(i).getName(), tensor, output.type(), output.shape()));
    }
    return schemas;
  }

  private static void requireCount(FunctionDef function, int given) {
    int wanted = function.getSignature().getInputArgCount();
    if (wanted != given) {
      throw new IllegalArgumentException(
          String.format(
              "function \"%s\" takes %d arguments, but is called with %d",
              function.getSignature().getName(), wanted, given));
    }
  }
}
