package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorShapeProto;

/** One choice between branches being differentiated. */
final class BranchGradient {
  private final RuleContext context;
  private final GraphBuilder caller;
  private final FlatNode node;
  private final List<DifferentiatedBranch> branches;
  private final Set<Integer> wanted = new TreeSet<>();

  BranchGradient(RuleContext context) {
    this.context = context;
    this.caller = context.writer().graph();
    this.node = context.node();
    this.branches =
        BranchRule.branches(caller.base(), node, context.tape()).stream()
            .map(branch -> new DifferentiatedBranch(context, branch))
            .toList();
  }

  /** By the node's inputs, of which the first is the choice. */
  Map<Integer, TensorRef> gradients() {
    for (int input : context.needed()) {
      if (branches.stream().anyMatch(branch -> branch.reaches(input - 1))) {
        wanted.add(input - 1);
      }
    }
    if (wanted.isEmpty()) {
      return Map.of();
    }
    branches.forEach(branch -> branch.compute(wanted));
    RecordingBranches recording = new RecordingBranches(context.writer(), node, branches);
    FlatNode backward = backward(recording.replace());
    Map<Integer, TensorRef> gradients = new HashMap<>();
    int position = 0;
    for (int argument : wanted) {
      gradients.put(argument + 1, backward.output(position++));
    }
    return gradients;
  }

  private FlatNode backward(List<RecordingBranches.Handover> records) {
    Set<Integer> used = new TreeSet<>();
    branches.forEach(branch -> used.addAll(branch.used()));
    List<TensorRef> inputs = new ArrayList<>();
    inputs.add(node.inputs().get(0));
    used.forEach(argument -> inputs.add(node.inputs().get(argument + 1)));
    records.forEach(record -> inputs.add(record.output()));
    inputs.addAll(context.outputGradients().values());
    List<NameAttrList> functions = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      functions.add(function(i, used, records));
    }
    return made(inputs, functions);
  }

  private NameAttrList function(
      int index, Set<Integer> used, List<RecordingBranches.Handover> all) {
    DifferentiatedBranch branch = branches.get(index);
    BodyWriter function = new BodyWriter(branch.body());
    used.forEach(argument -> function.argument(branch.function().arguments().get(argument)));
    LoopVariables placeholders = new LoopVariables(branch.body());
    for (RecordingBranches.Handover record : all) {
      function.argument(
          record.branch() == index
              ? record.tensor()
              : placeholders.add("unused", caller.type(record.output()), Shape.unknown()));
    }
    context.outputGradients().keySet().forEach(out -> function.argument(branch.seed(out)));
    branch.results().values().forEach(function::result);
    String label = Branches.references(node).get(index).getName() + "_gradient";
    String name = caller.functions().add(label, function::write);
    return NameAttrList.newBuilder().setName(name).build();
  }

  private FlatNode made(List<TensorRef> inputs, List<NameAttrList> functions) {
    List<DataType> types = new ArrayList<>();
    List<TensorShapeProto> shapes = new ArrayList<>();
    for (int argument : wanted) {
      TensorRef input = node.inputs().get(argument + 1);
      types.add(caller.type(input));
      shapes.add(Types.proto(caller.shape(input)));
    }
    FlatNode made =
        context
            .writer()
            .op(node.op(), inputs)
            .withAll(Branches.referring(node, functions))
            .with("Tout", FunctionAttributes.types(types))
            .with("output_shapes", FunctionAttributes.shapes(shapes))
            .with("_lower_using_switch_merge", true)
            .writeNode();
    List<FlatNode.Output> outputs = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      outputs.add(new FlatNode.Output(types.get(i), Types.shape(shapes.get(i))));
    }
    return caller.reshape(made.withOutputs(outputs));
  }
}
