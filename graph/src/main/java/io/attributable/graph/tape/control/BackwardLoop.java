package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.Closure;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.ListWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The loop that takes gradients from the last iteration to the first. Its variables are the count
 * of iterations left, the lists of records, the gradients, and what the forward loop never changed.
 */
final class BackwardLoop {
  private final RuleContext context;
  private final FlatNode loop;
  private final BackwardBody body;
  private final Map<TensorRef, TensorRef> records;
  private final TensorRef count;
  private final List<TensorRef> arguments = new ArrayList<>();
  private final List<TensorRef> first = new ArrayList<>();
  private final List<TensorShapeProto> shapes = new ArrayList<>();
  private final BodyWriter function;

  /**
   * Prepares the loop.
   *
   * @param records for each tensor that the body takes from the forward loop, the list of its
   *     values
   * @param count of iterations
   */
  BackwardLoop(
      RuleContext context,
      FlatNode loop,
      BackwardBody body,
      Map<TensorRef, TensorRef> records,
      TensorRef count) {
    this.context = context;
    this.loop = loop;
    this.body = body;
    this.records = records;
    this.count = count;
    this.function = new BodyWriter(body.graph());
  }

  /**
   * Adds the loop.
   *
   * @param last by variable, the gradient of its last value
   * @return by variable, the gradient of its first value
   */
  Map<Integer, TensorRef> gradients(Map<Integer, TensorRef> last) {
    LoopVariables variables = new LoopVariables(body.graph());
    TensorRef left = variables.addCount();
    add(left, count, Shape.scalar());
    function.result(variables.plus(left, -1));
    addRecords(variables);
    Map<Integer, Integer> positions = new HashMap<>();
    last.forEach(
        (variable, gradient) -> {
          positions.put(variable, arguments.size());
          TensorRef after = body.after(variable);
          add(after, gradient, body.shape(variable));
          function.result(body.before(variable));
        });
    addInvariants();
    FlatNode made = made(variables.isPositive(left));
    Map<Integer, TensorRef> gradients = new HashMap<>();
    positions.forEach((variable, position) -> gradients.put(variable, made.output(position)));
    return gradients;
  }

  private void add(TensorRef argument, TensorRef firstValue, Shape shape) {
    function.argument(argument);
    arguments.add(argument);
    first.add(firstValue);
    shapes.add(Types.proto(shape));
  }

  private void addRecords(LoopVariables variables) {
    ListWriter lists = new ListWriter(new NodeWriter(body.graph()));
    records.forEach(
        (tensor, values) -> {
          TensorRef list = variables.addList();
          FlatNode popped = lists.pop(list, body.graph().type(tensor));
          add(list, values, Shape.scalar());
          function.result(popped.output(0));
          function.substitute(tensor, popped.output(1));
        });
  }

  private void addInvariants() {
    Map<TensorRef, Integer> invariants = body.invariants();
    Set<TensorRef> given = new HashSet<>(body.given());
    given.addAll(records.keySet());
    Closure closure = new Closure(body.graph(), given);
    body.gradients().forEach(closure::need);
    for (TensorRef used : closure.used()) {
      Integer variable = invariants.get(used);
      if (variable != null && !records.containsKey(used)) {
        add(used, loop.inputs().get(variable), body.graph().shape(used));
        function.result(used);
      }
    }
  }

  private FlatNode made(TensorRef isPositive) {
    GraphBuilder caller = context.writer().graph();
    String label = loop.attribute("body").getFunc().getName() + "_gradient";
    String bodyName = caller.functions().add(label, function::write);
    BodyWriter condition = new BodyWriter(body.graph());
    arguments.forEach(condition::argument);
    condition.result(isPositive);
    String conditionName = caller.functions().add(label + "_condition", condition::write);
    FlatNode made =
        context
            .writer()
            .op(loop.op(), first)
            .with("body", FunctionAttributes.reference(bodyName))
            .with("cond", FunctionAttributes.reference(conditionName))
            .with("output_shapes", FunctionAttributes.shapes(shapes))
            .like(loop, "parallel_iterations")
            .with("_lower_using_switch_merge", true)
            .writeNode();
    List<FlatNode.Output> outputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      outputs.add(new FlatNode.Output(made.outputs().get(i).type(), Types.shape(shapes.get(i))));
    }
    return caller.reshape(made.withOutputs(outputs));
  }
}
