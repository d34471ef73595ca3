package io.attributable.graph.served;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;

/**
 * A signature as TensorFlow 2 writes it: a function that Python's objects know, and one node of the
 * outermost graph that calls it.
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

  /** Writes it into the graph, and says so to all who need to know. */
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
    AttrValue shape = AttrValue.newBuilder().setShape(Types.proto(input.shape())).build();
    Map<String, AttrValue> attributes =
        Map.of("dtype", Attributes.of(input.type()), "shape", shape);
    String name = names.name(plan.signature().name() + "_" + input.name());
    graph.addNode(ServedNodes.node(name, "Placeholder", attributes, List.of()));
    return new TensorRef(name, 0);
  }

  private String call(String called, List<TensorRef> fed) {
    List<TensorRef> arguments = new ArrayList<>(fed);
    arguments.addAll(function.captures());
    List<DataType> given =
        plan.signature().inputs().stream().map(TensorSchema::type).collect(Collectors.toList());
    function.captures().forEach(capture -> given.add(DataType.DT_RESOURCE));
    AttrValue.Builder body =
        AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(called));
    Map<String, AttrValue> attributes =
        Map.of(
            "f", body.build(),
            "Tin", types(given),
            "Tout", types(plan.signature().outputs().stream().map(TensorSchema::type).toList()));
    NodeDef node = ServedNodes.node(names.name(CALL), CALL, attributes, arguments);
    graph.addNode(node);
    return node.getName();
  }

  private static AttrValue types(List<DataType> types) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllType(types))
        .build();
  }
}
