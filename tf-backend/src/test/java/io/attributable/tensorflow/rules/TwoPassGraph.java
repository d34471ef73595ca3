package io.attributable.tensorflow.rules;

import io.attributable.UnknownOps;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.method.deeplift.DeepLiftRules;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** One op twice, at inputs and at baselines, and the nodes of its rule of DeepLIFT. */
final class TwoPassGraph {
  private static final String SIGNATURE = "serving_default";
  private static final int GRAPH_VERSION = 1994;

  private final OpNode node;
  private final FlatGraph graph;
  private final GraphBuilder builder;
  private final Map<Integer, TensorRef> seeds = new TreeMap<>();
  private final GradientRule rule;
  private final RuleBook book;

  private TwoPassGraph(OpNode node, Knowledge knowledge) {
    this.node = node;
    this.graph = graph(node, knowledge);
    this.builder = new GraphBuilder(graph, "gradient/");
    Set<TensorRef> inputs = new HashSet<>();
    node.varied().forEach(i -> inputs.add(new TensorRef("in" + i, 0)));
    this.book =
        DeepLiftRules.of(
            "deeplift", UnknownOps.GRADIENT, graph, inputs, this::baseline, Rules.BOOK);
    this.rule = book.find(graph, graph.node("op")).orElseThrow();
  }

  static TwoPassGraph of(OpNode node, Knowledge knowledge) {
    return new TwoPassGraph(node, knowledge);
  }

  private TensorRef baseline(TensorRef tensor) {
    String name = "base_" + tensor.node();
    return graph.byName().containsKey(name) ? new TensorRef(name, tensor.index()) : tensor;
  }

  /** What coverage would call the rule. */
  String rule() {
    return rule.name();
  }

  /** The multipliers by input; what is fed are {@code in0}, {@code base_in0} and {@link #seeds}. */
  Map<Integer, TensorRef> multipliers() {
    FlatNode op = graph.node("op");
    for (int i : node.used()) {
      FlatNode.Output output = op.outputs().get(i);
      seeds.put(i, new NodeWriter(builder).placeholder("seed", output.type(), output.shape()));
    }
    NodeWriter writer = new NodeWriter(builder);
    RuleContext context = new RuleContext(op, seeds, node.varied(), Rules.tape(writer, book));
    Map<Integer, TensorRef> multipliers = new TreeMap<>(rule.gradient(context));
    multipliers.keySet().retainAll(node.varied());
    multipliers.replaceAll((i, multiplier) -> writer.unary("Identity", multiplier));
    return multipliers;
  }

  Map<Integer, TensorRef> seeds() {
    return seeds;
  }

  GraphDef proto() {
    GraphDef.Builder proto = GraphDef.newBuilder().setVersions(graph.versions());
    graph.nodes().forEach(some -> proto.addNode(some.toProto()));
    builder.added().values().forEach(some -> proto.addNode(some.toProto()));
    return proto.build();
  }

  private static FlatGraph graph(OpNode node, Knowledge knowledge) {
    MetaGraphDef.Builder metaGraph = MetaGraphDef.newBuilder();
    metaGraph.getMetaInfoDefBuilder().addTags("serve");
    metaGraph.getGraphDefBuilder().getVersionsBuilder().setProducer(GRAPH_VERSION);
    SignatureDef.Builder signature = SignatureDef.newBuilder();
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value value = node.inputs().get(i);
      first.add("in" + i);
      addInput(metaGraph, signature, "in" + i, value, knowledge.of(i, value.shape()), knowledge);
      boolean varies = node.varied().contains(i);
      second.add(varies ? "base_in" + i : "in" + i);
      if (varies) {
        addInput(
            metaGraph, signature, "base_in" + i, value, knowledge.of(i, value.shape()), knowledge);
      }
    }
    addOp(metaGraph, signature, node, "op", first);
    addOp(metaGraph, signature, node, "base_op", second);
    metaGraph.putSignatureDef(SIGNATURE, signature.build());
    byte[] file = SavedModel.newBuilder().addMetaGraphs(metaGraph).build().toByteArray();
    return Internals.inferShapes(
        SignatureFlattener.flatten(SavedModelFile.parse(node.name(), file), SIGNATURE));
  }

  private static void addOp(
      MetaGraphDef.Builder graph,
      SignatureDef.Builder signature,
      OpNode node,
      String name,
      List<String> inputs) {
    graph
        .getGraphDefBuilder()
        .addNode(
            NodeDef.newBuilder()
                .setName(name)
                .setOp(node.op())
                .putAllAttr(node.node().attributes())
                .addAllInput(inputs));
    List<DataType> types = NodeOutputs.types(node.node().definition(), node.node().attributes());
    for (int i = 0; i < types.size(); i++) {
      signature.putOutputs(name + i, info(name + ":" + i, types.get(i), Shape.unknown()));
    }
  }

  private static void addInput(
      MetaGraphDef.Builder graph,
      SignatureDef.Builder signature,
      String name,
      Value value,
      Shape shape,
      Knowledge knowledge) {
    NodeDef.Builder input =
        NodeDef.newBuilder().setName(name).putAttr("dtype", Attributes.of(value.type()));
    if (!value.isFloat() && knowledge.ofIntegers()) {
      graph.getGraphDefBuilder().addNode(input.setOp("Const").putAttr("value", value.constant()));
      return;
    }
    AttrValue known = AttrValue.newBuilder().setShape(Types.proto(shape)).build();
    graph.getGraphDefBuilder().addNode(input.setOp("Placeholder").putAttr("shape", known));
    signature.putInputs(name, info(name + ":0", value.type(), shape));
  }

  private static TensorInfo info(String name, DataType type, Shape shape) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(type)
        .setTensorShape(Types.proto(shape))
        .build();
  }
}
