package io.attributable.graph.hoist;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.control.Branches;
import io.attributable.graph.tape.control.LoopBody;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NameAttrList;

/**
 * A loop or a choice of branches, whose functions take what they capture of the graph around them
 * as arguments.
 *
 * @param node in the graph around
 * @param before how many of the node's inputs are no arguments of its functions: the choice itself
 * @param references the functions as the node refers to them
 * @param functions the same, opened
 */
record Capturing(
    FlatNode node, int before, List<NameAttrList> references, List<FunctionGraph> functions) {

  static boolean isOne(FlatNode node) {
    return OpTrait.LOOP.is(node.op()) || OpTrait.BRANCH.is(node.op());
  }

  /** The node with its functions opened, if it is one. */
  static Optional<Capturing> of(FlatGraph around, FlatNode node, FunctionGraphs functions) {
    if (OpTrait.LOOP.is(node.op())) {
      return Optional.of(
          new Capturing(
              node,
              0,
              List.of(node.attribute("cond").getFunc(), node.attribute("body").getFunc()),
              List.of(
                  LoopBody.condition(around, node, functions),
                  LoopBody.open(around, node, functions))));
    }
    return OpTrait.BRANCH.is(node.op())
        ? Optional.of(
            new Capturing(
                node, 1, Branches.references(node), Branches.open(around, node, functions)))
        : Optional.empty();
  }

  private boolean isLoop() {
    return before == 0;
  }

  /** The arguments of the functions that a tensor of the graph around is given to. */
  List<Integer> arguments(TensorRef tensor) {
    return IntStream.range(before, node.inputs().size())
        .filter(input -> node.inputs().get(input).equals(tensor))
        .map(input -> input - before)
        .boxed()
        .toList();
  }

  /** Whether a tensor is the choice. */
  boolean isChosenBy(TensorRef tensor) {
    return node.inputs().subList(0, before).contains(tensor);
  }

  /**
   * Whether no function hands an argument on as something else: a loop hands each on to its next
   * iteration, and nobody else takes it.
   */
  boolean keeps(int argument, FlatGraph around) {
    boolean taken = isLoop() && !around.consumers(node.output(argument)).isEmpty();
    return !taken && IntStream.range(0, functions.size()).allMatch(index -> keeps(index, argument));
  }

  private boolean keeps(int index, int argument) {
    FunctionGraph function = functions.get(index);
    TensorRef own = function.arguments().get(argument);
    long results = function.results().stream().filter(own::equals).count();
    boolean isBody = isLoop() && index == 1;
    return isBody ? results == 1 && function.passesThrough(argument) : results == 0;
  }

  /**
   * The node with other functions, some of whose arguments are values instead of handles.
   *
   * @param values by argument, what is given now
   * @param names of the functions, in order
   */
  FlatNode with(Map<Integer, HoistedValue> values, List<String> names) {
    List<TensorRef> inputs = new ArrayList<>(node.inputs());
    values.forEach((argument, value) -> inputs.set(argument + before, value.tensor()));
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    attributes.putAll(references(names));
    String types = isLoop() ? "T" : "Tin";
    attributes.put(types, HoistedValue.types(node.attribute(types), values));
    if (!isLoop()) {
      return node.withInputs(inputs).withAttributes(attributes);
    }
    attributes.put("output_shapes", HoistedValue.shapes(node.attribute("output_shapes"), values));
    List<FlatNode.Output> outputs = new ArrayList<>(node.outputs());
    values.forEach((argument, value) -> outputs.set(argument, value.output()));
    return node.withInputs(inputs).withAttributes(attributes).withOutputs(outputs);
  }

  private Map<String, AttrValue> references(List<String> names) {
    return isLoop()
        ? Map.of(
            "cond", FunctionAttributes.reference(names.get(0)),
            "body", FunctionAttributes.reference(names.get(1)))
        : Branches.referring(
            node,
            names.stream().map(name -> NameAttrList.newBuilder().setName(name).build()).toList());
  }
}
