package io.attributable.tensorflow.internal.gradient;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** One op between placeholders, differentiated by TensorFlow. */
final class ScratchGraph {
  private static final String OP = "op";
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private ScratchGraph() {}

  /** The stand-in of an input of the op. */
  static TensorRef input(int index) {
    return new TensorRef("in" + index, 0);
  }

  /** The stand-in of an output of the op. */
  static TensorRef output(int index) {
    return new TensorRef(OP, index);
  }

  /** The stand-in of the gradient of an output. */
  static TensorRef outputGradient(int index) {
    return new TensorRef("dy" + index, 0);
  }

  static NativeGradient differentiate(RuleContext context, NativeGradientRule.Key key) {
    try (Graph graph = new Graph()) {
      GraphDef forward = forward(context.node(), key);
      graph.importGraphDef(forward);
      List<Integer> needed = key.needed().stream().sorted().toList();
      Output<?>[] gradients = addGradients(graph, context.node(), needed);
      Map<Integer, TensorRef> results = new HashMap<>();
      for (int i = 0; i < needed.size(); i++) {
        TensorRef result = reference(gradients[i]);
        if (result != null) {
          results.put(needed.get(i), result);
        }
      }
      return new NativeGradient(added(graph, forward), results);
    }
  }

  private static GraphDef forward(FlatNode node, NativeGradientRule.Key key) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    NodeDef.Builder op =
        NodeDef.newBuilder().setName(OP).setOp(node.op()).putAllAttr(node.attributes());
    for (int i = 0; i < key.inputs().size(); i++) {
      graph.addNode(placeholder(input(i).node(), key.inputs().get(i)));
      op.addInput(input(i).node());
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      FlatNode.Output output = node.outputs().get(i);
      if (Types.isDifferentiable(output.type())) {
        graph.addNode(placeholder(outputGradient(i).node(), output));
      }
    }
    return graph.addNode(op).build();
  }

  private static NodeDef placeholder(String name, FlatNode.Output tensor) {
    return NodeBuilder.placeholder(tensor.type(), tensor.shape()).build(name).toProto();
  }

  private static Output<?>[] addGradients(Graph graph, FlatNode node, List<Integer> needed) {
    List<Output<?>> y = new ArrayList<>();
    List<Output<?>> dy = new ArrayList<>();
    GraphOperation op = graph.operationOrThrow(OP);
    for (int i = 0; i < node.outputs().size(); i++) {
      if (Types.isDifferentiable(node.outputs().get(i).type())) {
        y.add(op.output(i));
        dy.add(graph.operationOrThrow(outputGradient(i).node()).output(0));
      }
    }
    Output<?>[] x =
        needed.stream()
            .map(index -> graph.operationOrThrow(input(index).node()).output(0))
            .toArray(Output<?>[]::new);
    return graph.addGradients(
        "gradient", y.toArray(Output<?>[]::new), x, dy.toArray(Output<?>[]::new));
  }

  /** An input without a gradient comes back as an output of nothing. */
  private static @Nullable TensorRef reference(@Nullable Output<?> gradient) {
    if (gradient == null) {
      return null;
    }
    try {
      return new TensorRef(gradient.op().name(), gradient.index());
    } catch (IllegalStateException | NullPointerException e) {
      return null;
    }
  }

  private static List<FlatNode> added(Graph graph, GraphDef forward) {
    List<FlatNode> nodes = new ArrayList<>();
    List<NodeDef> all = graph.toGraphDef().getNodeList();
    for (NodeDef node : all.subList(forward.getNodeCount(), all.size())) {
      nodes.add(flat(graph, node));
    }
    return nodes;
  }

  private static FlatNode flat(Graph graph, NodeDef node) {
    OpDef definition = OPS.find(node.getOp()).orElseThrow();
    FlatNode flat = FlatNode.of(node, definition);
    Map<String, AttrValue> attributes = new HashMap<>(flat.attributes());
    attributes.keySet().removeIf(name -> name.startsWith("_"));
    GraphOperation operation = graph.operationOrThrow(node.getName());
    List<FlatNode.Output> outputs = new ArrayList<>();
    for (int i = 0; i < flat.outputs().size(); i++) {
      DataType type = flat.outputs().get(i).type();
      outputs.add(new FlatNode.Output(type, operation.output(i).shape()));
    }
    return flat.withAttributes(attributes).withOutputs(outputs);
  }
}
