package io.attributable.graph.served;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionWriter;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Writes a plan as a function of its inputs and of the model's variables and tables. */
final class ServedFunction {
  private final ServedPlan plan;
  private final OpRegistry ops;
  private final List<TensorRef> captures;
  private boolean stateful;

  /**
   * A function of a plan.
   *
   * @param state the captured tensors
   */
  ServedFunction(ServedPlan plan, OpRegistry ops, SharedResources state) {
    this.plan = plan;
    this.ops = ops;
    this.captures =
        plan.graph().getNodeList().stream()
            .filter(state::holds)
            .map(node -> new TensorRef(node.getName(), 0))
            .collect(Collectors.toUnmodifiableList());
  }

  /** What it takes behind its inputs, as the outermost graph calls it. */
  List<TensorRef> captures() {
    return captures;
  }

  /** The function under a name. */
  FunctionDef write(String name) {
    Set<String> given = new HashSet<>();
    captures.forEach(capture -> given.add(capture.node()));
    plan.signature().inputs().forEach(input -> given.add(input.tensor().node()));
    List<FlatNode> body = new ArrayList<>();
    for (NodeDef node : plan.graph().getNodeList()) {
      if (!given.contains(node.getName())) {
        body.add(flat(node));
      }
    }
    FunctionWriter writer = new FunctionWriter(body);
    plan.signature().inputs().forEach(input -> writer.addArgument(input.tensor(), input.type()));
    captures.forEach(capture -> writer.addArgument(capture, DataType.DT_RESOURCE));
    plan.signature().outputs().forEach(output -> writer.addResult(output.tensor(), output.type()));
    return described(writer.write(name).toBuilder());
  }

  private FunctionDef described(FunctionDef.Builder function) {
    function.getSignatureBuilder().setIsStateful(stateful);
    List<TensorSchema> inputs = plan.signature().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      function.putArgAttr(i, attributes(inputs.get(i)));
    }
    return function.build();
  }

  private static FunctionDef.ArgAttrs attributes(TensorSchema input) {
    AttrValue.ListValue shapes =
        AttrValue.ListValue.newBuilder().addShape(Types.proto(input.shape())).build();
    ByteString name = ByteString.copyFromUtf8(input.name());
    return FunctionDef.ArgAttrs.newBuilder()
        .putAttr("_output_shapes", AttrValue.newBuilder().setList(shapes).build())
        .putAttr("_user_specified_name", AttrValue.newBuilder().setS(name).build())
        .build();
  }

  private FlatNode flat(NodeDef node) {
    OpDef op =
        ops.find(node.getOp())
            .orElseThrow(() -> new IllegalArgumentException("unknown op " + node.getOp()));
    stateful |= op.getIsStateful();
    return FlatNode.of(node, op);
  }
}
