package io.attributable.graph.served;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The nodes of a signature while they are being put together. Not thread-safe. */
final class ServedNodes {
  private static final String PREFIX = "served/";
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final GraphBuilder graph;

  /** Begins with some nodes. */
  ServedNodes(Collection<NodeDef> given) {
    Map<String, FlatNode> flat = new LinkedHashMap<>();
    for (NodeDef node : given) {
      nodes.put(node.getName(), node);
      flat.put(node.getName(), FlatNode.of(node, definition(node.getOp())));
    }
    this.graph = new GraphBuilder(FlatGraph.of(flat), PREFIX);
  }

  /** Added nodes use no results of a library's ops, whose definitions are unknown here. */
  private static OpDef definition(String op) {
    return OPS.find(op).orElseGet(() -> OpDef.newBuilder().setName(op).build());
  }

  Collection<NodeDef> all() {
    List<NodeDef> all = new ArrayList<>(nodes.values());
    graph.added().values().forEach(node -> all.add(node.toProto()));
    return all;
  }

  boolean holds(String node) {
    return nodes.containsKey(node) || graph.added().containsKey(node);
  }

  /** Adds a node, or replaces the one of its name. */
  void put(NodeDef node) {
    nodes.put(node.getName(), node);
  }

  /** Adds nodes under names of their own. */
  NodeWriter writer() {
    return new NodeWriter(graph);
  }

  /** Adds a node whose input types are given. */
  TensorRef add(NodeBuilder node, String label) {
    return graph.put(node.build(graph.freshName(label))).output(0);
  }

  /** Adds what is fed. */
  TensorRef placeholder(String label, DataType type, Shape shape) {
    return writer().placeholder(label.replaceAll("[^A-Za-z0-9_.]", "_"), type, shape);
  }

  /** Adds a NaN of a floating-point type. */
  TensorRef notANumber(DataType type) {
    TensorProto number =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_DOUBLE)
            .addDoubleVal(Double.NaN)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .build();
    return writer().cast(writer().constant(number), type);
  }
}
