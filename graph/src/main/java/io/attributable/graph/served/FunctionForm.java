package io.attributable.graph.served;

import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;

/**
 * A signature as TensorFlow 2 writes it: a function that is listed in Python's objects, and one
 * node of the outermost graph that calls it.
 */
final class FunctionForm {
  private static final String CALL = "StatefulPartitionedCall";

  private final ServedPlan plan;
  private final ServedFunction function;
  private final UniqueNames names;
  private final GraphDef.Builder graph;

  FunctionForm(ServedPlan plan, ServedFunction function, GraphDef.Builder graph) {
    this.plan = plan;
    this.function = function;
    this.names = new UniqueNames(graph.build());
    this.graph = graph;
  }

  /** Writes it into the graph, and registers it. */
  void write(MetaGraphDef.Builder model, BoundObjects bound, SignatureDef original) {
    MetaGraphDef before = model.build();
    String name = names.name(plan.signature().name() + "_function");
    graph.getLibraryBuilder().addFunction(function.write(name));
    List<TensorSchema> inputs = plan.signature().inputs();
    List<TensorRef> fed = inputs.stream().map(this::placeholder).toList();
    String call = call(name, fed);
    List<TensorSchema> outputs = plan.signature().outputs();
    model.putSignatureDef(
        plan.signature().name(),
        SignatureEntry.of(
            plan,
            original,
            input -> fed.get(inputs.indexOf(input)),
            output -> new TensorRef(call, outputs.indexOf(output))));
    List<Integer> captures = function.captures().stream().map(bound::of).toList();
    model.setObjectGraphDef(
        new ObjectEntries(before.getObjectGraphDef()).with(plan.signature(), name, captures));
  }

  private TensorRef placeholder(TensorSchema input) {
    String name = names.name(plan.signature().name() + "_" + input.name());
    graph.addNode(NodeBuilder.placeholder(input.type(), input.shape()).build(name).toProto());
    return new TensorRef(name, 0);
  }

  private String call(String called, List<TensorRef> fed) {
    List<TensorSchema> inputs = plan.signature().inputs();
    List<DataType> results = plan.signature().outputs().stream().map(TensorSchema::type).toList();
    NodeBuilder call =
        NodeBuilder.of(CALL)
            .with("f", FunctionAttributes.reference(called))
            .with("Tout", FunctionAttributes.types(results));
    for (int i = 0; i < fed.size(); i++) {
      call.input(fed.get(i), inputs.get(i).type());
    }
    function.captures().forEach(capture -> call.input(capture, DataType.DT_RESOURCE));
    NodeDef node = call.build(names.name(CALL)).toProto();
    graph.addNode(node);
    return node.getName();
  }
}
