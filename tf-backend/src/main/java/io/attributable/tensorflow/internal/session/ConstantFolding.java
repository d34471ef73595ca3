package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.tensor.ReadableTensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Has TensorFlow compute what depends on constants alone, on the CPU. */
public final class ConstantFolding {
  private static final ConfigProto CONFIG =
      SessionConfig.once(ConfigProto.newBuilder().putDeviceCount("GPU", 0).build());

  private ConstantFolding() {}

  /** A value of a file in native memory, for the caller to close. */
  public static Tensor tensor(TensorProto value) {
    NodeDef constant = NodeBuilder.constant(value).build("value").toProto();
    try (Graph graph = new Graph()) {
      graph.importGraphDef(GraphDef.newBuilder().addNode(constant).build());
      try (Session session = new Session(graph, CONFIG)) {
        // Closing the result would close the tensor with it.
        return session.runner().fetch("value").run().get(0);
      }
    }
  }

  public static Map<TensorRef, TensorProto> evaluate(List<FlatNode> nodes, List<TensorRef> wanted) {
    GraphDef.Builder proto = GraphDef.newBuilder();
    Map<String, FlatNode> byName = new HashMap<>();
    for (FlatNode node : nodes) {
      proto.addNode(node.toProto());
      byName.put(node.name(), node);
    }
    List<Wanted> fetched = new ArrayList<>();
    for (TensorRef tensor : wanted) {
      FlatNode node = byName.get(tensor.node());
      if (node == null) {
        return Map.of();
      }
      DataType type = node.outputs().get(tensor.index()).type();
      fetched.add(Wanted.of(tensor, type, "fetched_bits_" + fetched.size(), proto));
    }
    try (Graph graph = new Graph()) {
      graph.importGraphDef(SafeProducts.in(proto.build()));
      return evaluate(graph, fetched);
    } catch (TensorFlowException | IllegalArgumentException e) {
      // An op without a kernel here, say. Then the plan computes it, or reports why it cannot.
      return Map.of();
    }
  }

  private static Map<TensorRef, TensorProto> evaluate(Graph graph, List<Wanted> wanted) {
    try (Session session = new Session(graph, CONFIG)) {
      Session.Runner runner = session.runner();
      wanted.forEach(each -> runner.fetch(each.fetched().node(), each.fetched().index()));
      try (Result result = runner.run()) {
        Map<TensorRef, TensorProto> values = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
          Wanted each = wanted.get(i);
          values.put(each.tensor(), ReadableTensors.proto(each.type(), result.get(i)));
        }
        return values;
      }
    }
  }

  /** A tensor, and what of the graph is handed out for it. */
  private record Wanted(TensorRef tensor, DataType type, TensorRef fetched) {
    static Wanted of(TensorRef tensor, DataType type, String name, GraphDef.Builder graph) {
      if (ReadableTensors.isReadable(type)) {
        return new Wanted(tensor, type, tensor);
      }
      graph.addNode(ReadableTensors.node(name, tensor, type));
      return new Wanted(tensor, type, new TensorRef(name, 0));
    }
  }
}
