package io.attributable.graph.savedmodel;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Calls a concrete function in the outermost graph, as a signature's function is called there: with
 * a placeholder for each input, and what it captures.
 */
final class CallWriter {
  private static final String CALL = "StatefulPartitionedCall";

  private final String model;
  private final MetaGraphDef graph;
  private final CalledFunctions.Found found;
  private final ConcreteFunction function;
  private final Set<String> taken = new HashSet<>();

  /** Begins to write a call into a model. */
  CallWriter(String model, MetaGraphDef graph, CalledFunctions.Found found) {
    this.model = model;
    this.graph = graph;
    this.found = found;
    this.function = found.concrete();
    graph.getGraphDef().getNodeList().forEach(node -> taken.add(node.getName()));
  }

  /**
   * A model with an added call.
   *
   * @param signature the call's inputs and outputs in the graph
   */
  record Written(SignatureSchema signature, GraphDef graph) {}

  /**
   * Writes the call.
   *
   * @throws AttributionException UNSUPPORTED_SIGNATURE
   */
  Written write() {
    function.obstacle().ifPresent(this::refuse);
    GraphDef.Builder written = graph.getGraphDef().toBuilder();
    List<TensorSchema> inputs = new ArrayList<>();
    NodeDef.Builder call = NodeDef.newBuilder().setName(free(CALL)).setOp(CALL);
    for (TensorSchema input : function.inputs()) {
      NodeDef placeholder = placeholder(input);
      written.addNode(placeholder);
      call.addInput(placeholder.getName());
      inputs.add(input.at(new TensorRef(placeholder.getName(), 0)));
    }
    captures().forEach(capture -> call.addInput(capture.toString()));
    List<TensorSchema> outputs =
        function.outputs().stream()
            .map(output -> output.at(new TensorRef(call.getName(), output.tensor().index())))
            .sorted(Comparator.comparing(TensorSchema::name))
            .toList();
    inputs.sort(Comparator.comparing(TensorSchema::name));
    OpDef signature = signature();
    call.putAttr("f", called())
        .putAttr("Tin", types(signature.getInputArgList()))
        .putAttr("Tout", types(signature.getOutputArgList()));
    written.addNode(call);
    return new Written(new SignatureSchema(found.address(), inputs, outputs), written.build());
  }

  private OpDef signature() {
    return graph.getGraphDef().getLibrary().getFunctionList().stream()
        .map(each -> each.getSignature())
        .filter(each -> each.getName().equals(function.name()))
        .findFirst()
        .orElseThrow();
  }

  private List<TensorRef> captures() {
    Captures captures = new Captures(graph);
    List<TensorRef> tensors = new ArrayList<>();
    for (int object : function.captures()) {
      tensors.add(
          captures
              .find(object)
              .filter(tensor -> taken.contains(tensor.node()))
              .orElseThrow(
                  () ->
                      unsupported(
                          "it captures "
                              + captures.describe(object)
                              + ", which is not found in the graph; export the model with"
                              + " signatures")));
    }
    return tensors;
  }

  private NodeDef placeholder(TensorSchema input) {
    String name = "call_" + input.name().replaceAll("[^A-Za-z0-9_.-]", "_");
    return NodeDef.newBuilder()
        .setName(free(name))
        .setOp("Placeholder")
        .putAttr("dtype", AttrValue.newBuilder().setType(input.type()).build())
        .putAttr("shape", AttrValue.newBuilder().setShape(Types.proto(input.shape())).build())
        .build();
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private AttrValue called() {
    return AttrValue.newBuilder()
        .setFunc(NameAttrList.newBuilder().setName(function.name()))
        .build();
  }

  private static AttrValue types(List<OpDef.ArgDef> arguments) {
    List<DataType> types = arguments.stream().map(OpDef.ArgDef::getType).toList();
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllType(types))
        .build();
  }

  private void refuse(String reason) {
    List<String> others =
        new CalledFunctions(model, graph)
            .schemas().stream()
                .filter(other -> other.obstacle().isEmpty())
                .map(FunctionSchema::signature)
                .toList();
    throw unsupported(
        reason
            + "; export the model with signatures of plain tensors"
            + (others.isEmpty()
                ? ""
                : ", or use another function: it has " + Signatures.some(others)));
  }

  private AttributionException unsupported(String reason) {
    return new AttributionException(
        ErrorCode.UNSUPPORTED_SIGNATURE, found.address(), model, reason);
  }
}
