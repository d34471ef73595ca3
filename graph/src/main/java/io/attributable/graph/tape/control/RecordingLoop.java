package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.ListWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.WidenedFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorShapeProto;

/** The forward loop, made to count its iterations and to push what it shall record onto lists. */
final class RecordingLoop {
  private final NodeWriter caller;
  private final FlatNode loop;
  private final GraphBuilder body;
  private final BodyWriter function;
  private final LoopVariables variables;
  private final List<TensorRef> first = new ArrayList<>();
  private final List<DataType> added = new ArrayList<>();

  RecordingLoop(NodeWriter caller, FlatNode loop, GraphBuilder body, FunctionGraph original) {
    this.caller = caller;
    this.loop = loop;
    this.body = body;
    this.variables = new LoopVariables(body);
    this.function = new BodyWriter(body);
    original.arguments().forEach(function::argument);
    original.results().forEach(function::result);
    function.controls(original.controls());
  }

  /**
   * Replaces the loop, or adds it if it is a copy.
   *
   * @param tensors of the body
   * @return for each of them the list of its values, one per iteration
   */
  Map<TensorRef, TensorRef> record(Collection<TensorRef> tensors) {
    TensorRef count = variables.addCount();
    add(count, variables.plus(count, 1), caller.scalar(0));
    ListWriter ofBody = new ListWriter(new NodeWriter(body));
    ListWriter ofCaller = new ListWriter(caller);
    Map<TensorRef, TensorRef> records = new LinkedHashMap<>();
    for (TensorRef tensor : tensors) {
      records.put(tensor, loop.output(loop.outputs().size() + first.size()));
      TensorRef list = variables.addList();
      add(list, ofBody.push(list, tensor), ofCaller.empty(body.type(tensor)));
    }
    FlatNode wider = wider();
    if (caller.graph().base().byName().containsKey(wider.name())) {
      caller.graph().replace(wider);
    } else {
      caller.graph().put(wider);
    }
    return records;
  }

  /** How many iterations there were. */
  TensorRef count() {
    return loop.output(loop.outputs().size());
  }

  private void add(TensorRef variable, TensorRef next, TensorRef firstValue) {
    function.argument(variable);
    function.result(next);
    first.add(firstValue);
    added.add(body.type(variable));
  }

  private FlatNode wider() {
    List<TensorRef> inputs = new ArrayList<>(loop.inputs());
    inputs.addAll(first);
    List<FlatNode.Output> outputs = new ArrayList<>(loop.outputs());
    added.forEach(type -> outputs.add(new FlatNode.Output(type, Shape.scalar())));
    Map<String, AttrValue> attributes = new HashMap<>(loop.attributes());
    attributes.put("T", FunctionAttributes.types(FunctionAttributes.typesOf(outputs)));
    attributes.put("output_shapes", shapes());
    String name = caller.graph().functions().add(label("recording"), function::write);
    attributes.put("body", FunctionAttributes.reference(name));
    attributes.put("cond", FunctionAttributes.reference(condition()));
    return loop.withInputs(inputs).withAttributes(attributes).withOutputs(outputs);
  }

  /**
   * A loop without shapes requires those of the first values in all iterations, so that it needs
   * none.
   */
  private AttrValue shapes() {
    List<TensorShapeProto> shapes =
        new ArrayList<>(loop.attribute("output_shapes").getList().getShapeList());
    while (shapes.size() < loop.outputs().size()) {
      shapes.add(Types.proto(Shape.unknown()));
    }
    added.forEach(unused -> shapes.add(Types.proto(Shape.scalar())));
    return FunctionAttributes.shapes(shapes);
  }

  private NameAttrList condition() {
    NameAttrList original = loop.attribute("cond").getFunc();
    String name =
        caller
            .graph()
            .functions()
            .add(
                original.getName() + "_recording",
                wanted ->
                    WidenedFunction.of(
                        caller.graph().base().definition(original.getName()), wanted, added));
    return original.toBuilder().setName(name).build();
  }

  private String label(String suffix) {
    return loop.attribute("body").getFunc().getName() + "_" + suffix;
  }
}
