package io.attributable.tensorflow.rules;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import io.attributable.tensorflow.Internals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * A graph of one op between placeholders, and of the nodes that a rule adds to it.
 *
 * @param proto both, ready to run
 * @param inputs the placeholders by the inputs' positions; constants are absent
 * @param outputs the op's floating-point outputs
 * @param seeds the placeholders of the outputs' gradients, in the order of the outputs
 * @param gradients by the position of the input
 * @param claims the static shapes that the rule gave to what it added
 */
record OneOpGraph(
    GraphDef proto,
    Map<Integer, TensorRef> inputs,
    List<TensorRef> outputs,
    List<TensorRef> seeds,
    Map<Integer, TensorRef> gradients,
    Map<TensorRef, Shape> claims) {
  private static final String SIGNATURE = "serving_default";
  private static final String OP = "op";
  private static final int GRAPH_VERSION = 1994;
  private static final int REMEMBERED = 64;

  private static final Map<Written, FlatGraph> RECENT = new ConcurrentHashMap<>();

  static OneOpGraph of(OpNode node, GradientRule rule, Knowledge knowledge) {
    FlatGraph graph = forward(node, knowledge);
    FlatNode op = graph.node(OP);
    GraphBuilder builder = new GraphBuilder(graph, "gradient/");
    Map<Integer, TensorRef> seeds = new TreeMap<>();
    for (int i = 0; i < op.outputs().size(); i++) {
      if (node.used().contains(i)) {
        seeds.put(i, seed(builder, op.outputs().get(i)));
      }
    }
    RuleContext context =
        new RuleContext(op, seeds, node.varied(), Rules.tape(new NodeWriter(builder)));
    Map<Integer, TensorRef> gradients = new TreeMap<>(rule.gradient(context));
    gradients.keySet().retainAll(node.varied());
    // What is fed cannot be fetched, and some rules hand a seed on as it is.
    gradients.replaceAll((i, gradient) -> context.writer().unary("Identity", gradient));
    return new OneOpGraph(
        proto(builder),
        placeholders(graph, node),
        seeds.keySet().stream().map(op::output).toList(),
        List.copyOf(seeds.values()),
        gradients,
        claims(builder));
  }

  private static Map<TensorRef, Shape> claims(GraphBuilder builder) {
    Map<TensorRef, Shape> claims = new LinkedHashMap<>();
    for (FlatNode node : builder.added().values()) {
      for (int i = 0; i < node.outputs().size(); i++) {
        claims.put(node.output(i), node.outputs().get(i).shape());
      }
    }
    return claims;
  }

  /** Whether TensorFlow takes the op when no more is known. */
  static boolean canBe(OpNode node, Knowledge knowledge) {
    try {
      forward(node, knowledge);
      return true;
    } catch (TFInvalidArgumentException e) {
      return false;
    }
  }

  private static TensorRef seed(GraphBuilder builder, FlatNode.Output output) {
    return new NodeWriter(builder).placeholder("seed", output.type(), output.shape());
  }

  private static GraphDef proto(GraphBuilder builder) {
    GraphDef.Builder proto = GraphDef.newBuilder().setVersions(builder.base().versions());
    builder.base().nodes().forEach(node -> proto.addNode(node.toProto()));
    builder.added().values().forEach(node -> proto.addNode(node.toProto()));
    return proto.build();
  }

  private static Map<Integer, TensorRef> placeholders(FlatGraph graph, OpNode node) {
    Map<Integer, TensorRef> placeholders = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (graph.node(name(i)).op().equals("Placeholder")) {
        placeholders.put(i, new TensorRef(name(i), 0));
      }
    }
    return placeholders;
  }

  /** Through a file, as models come, so that nothing is special about these graphs. */
  static FlatGraph forward(OpNode node, Knowledge knowledge) {
    if (RECENT.size() > REMEMBERED) {
      RECENT.clear();
    }
    return RECENT.computeIfAbsent(new Written(node.name(), file(node, knowledge)), Written::read);
  }

  /** A file that is read by most tests several times in a row, and the name it is read under. */
  private record Written(String name, MetaGraphDef graph) {
    FlatGraph read() {
      byte[] file = SavedModel.newBuilder().addMetaGraphs(graph).build().toByteArray();
      return Internals.inferShapes(
          SignatureFlattener.flatten(SavedModelFile.parse(name, file), SIGNATURE));
    }
  }

  /** What that file holds. */
  static MetaGraphDef file(OpNode node, Knowledge knowledge) {
    MetaGraphDef.Builder metaGraph = MetaGraphDef.newBuilder();
    metaGraph.getMetaInfoDefBuilder().addTags("serve");
    // Long ago a placeholder without dimensions was one of which nothing is known.
    metaGraph.getGraphDefBuilder().getVersionsBuilder().setProducer(GRAPH_VERSION);
    SignatureDef.Builder signature = SignatureDef.newBuilder();
    NodeDef.Builder op =
        NodeDef.newBuilder().setName(OP).setOp(node.op()).putAllAttr(node.node().attributes());
    for (int i = 0; i < node.inputs().size(); i++) {
      Value value = node.inputs().get(i);
      op.addInput(name(i));
      metaGraph.getGraphDefBuilder().addNode(input(i, value, knowledge));
      if (!isConstant(value, knowledge)) {
        signature.putInputs(name(i), info(name(i), value.type(), knowledge.of(i, value.shape())));
      }
    }
    metaGraph.getGraphDefBuilder().addNode(op);
    List<DataType> types = NodeOutputs.types(node.node().definition(), node.node().attributes());
    for (int i = 0; i < types.size(); i++) {
      signature.putOutputs("out" + i, info(OP + ":" + i, types.get(i), Shape.unknown()));
    }
    return metaGraph.putSignatureDef(SIGNATURE, signature.build()).build();
  }

  private static String name(int index) {
    return "in" + index;
  }

  private static boolean isConstant(Value value, Knowledge knowledge) {
    return !value.isFloat() && knowledge.ofIntegers();
  }

  private static NodeDef input(int index, Value value, Knowledge knowledge) {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name(index));
    if (isConstant(value, knowledge)) {
      return node.setOp("Const")
          .putAttr("dtype", Attributes.of(value.type()))
          .putAttr("value", value.constant())
          .build();
    }
    return node.setOp("Placeholder")
        .putAllAttr(placeholder(value.type(), knowledge.of(index, value.shape())))
        .build();
  }

  private static Map<String, AttrValue> placeholder(DataType type, Shape shape) {
    return Map.of(
        "dtype", Attributes.of(type),
        "shape", AttrValue.newBuilder().setShape(Types.proto(shape)).build());
  }

  private static TensorInfo info(String name, DataType type, Shape shape) {
    return TensorInfo.newBuilder()
        .setName(name.contains(":") ? name : name + ":0")
        .setDtype(type)
        .setTensorShape(Types.proto(shape))
        .build();
  }
}
