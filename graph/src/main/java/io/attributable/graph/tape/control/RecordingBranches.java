package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The forward branch node, extended to return values that would change when a branch runs again,
 * such as random numbers. The branches not taken return unused values.
 */
final class RecordingBranches {
  private final NodeWriter caller;
  private final FlatNode node;
  private final List<DifferentiatedBranch> branches;

  /**
   * One tensor of one branch.
   *
   * @param branch which branch
   * @param tensor of its body
   * @param output of the choice
   */
  record Handover(int branch, TensorRef tensor, TensorRef output) {}

  RecordingBranches(NodeWriter caller, FlatNode node, List<DifferentiatedBranch> branches) {
    this.caller = caller;
    this.node = node;
    this.branches = branches;
  }

  /** Replaces the choice, if there is anything to record. */
  List<Handover> replace() {
    List<Handover> records = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      for (TensorRef tensor : branches.get(i).recorded()) {
        TensorRef output = node.output(node.outputs().size() + records.size());
        records.add(new Handover(i, tensor, output));
      }
    }
    if (!records.isEmpty()) {
      // What one pass records cannot be had a second time.
      if (caller.graph().isReplaced(node.name())) {
        throw new NoGradientException(node);
      }
      caller.graph().replace(wider(records));
    }
    return records;
  }

  private FlatNode wider(List<Handover> records) {
    List<FlatNode.Output> outputs = new ArrayList<>(node.outputs());
    records.forEach(record -> outputs.add(new FlatNode.Output(type(record), Shape.unknown())));
    List<NameAttrList> functions = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      functions.add(function(i, records));
    }
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    attributes.putAll(Branches.referring(node, functions));
    attributes.put("Tout", FunctionAttributes.types(FunctionAttributes.typesOf(outputs)));
    List<TensorShapeProto> shapes =
        new ArrayList<>(node.attribute("output_shapes").getList().getShapeList());
    while (!shapes.isEmpty() && shapes.size() < outputs.size()) {
      shapes.add(Types.proto(Shape.unknown()));
    }
    attributes.put("output_shapes", FunctionAttributes.shapes(shapes));
    return node.withAttributes(attributes).withOutputs(outputs);
  }

  private DataType type(Handover record) {
    return branches.get(record.branch()).body().type(record.tensor());
  }

  private NameAttrList function(int index, List<Handover> records) {
    DifferentiatedBranch branch = branches.get(index);
    BodyWriter function = new BodyWriter(branch.body());
    branch.function().arguments().forEach(function::argument);
    branch.function().results().forEach(function::result);
    function.controls(branch.function().controls());
    NodeWriter writer = new NodeWriter(branch.body());
    for (Handover record : records) {
      function.result(
          record.branch() == index ? record.tensor() : writer.cast(writer.scalar(0), type(record)));
    }
    String label = Branches.references(node).get(index).getName() + "_recording";
    String name = caller.graph().functions().add(label, function::write);
    return NameAttrList.newBuilder().setName(name).build();
  }
}
