package io.attributable.tensorflow.internal.session;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Nodes between the large operations of a plan that fail once a run is to be stopped, as TensorFlow
 * has no way to stop one: its executors look at nothing but the failures of nodes. Each reads the
 * run's flag, a variable of the session, which another run sets. They take some microseconds each,
 * so that small plans have none, and change no value.
 *
 * <p>Source: {@code tensorflow/core/common_runtime/single_threaded_executor.cc}.
 */
final class StopProbes {
  /** How many runs may have a flag of their own at the same time; flag 0 is never set. */
  static final int FLAGS = 64;

  static final String FLAG = "/flag";

  private static final int MOST = 12;

  /** The multiplications between two of them: about a tenth of a millisecond on one core. */
  private static final double APART = 1e7;

  private static final String VARIABLE = "/variable";
  private static final String DEFAULT = "/default";

  /** What takes nearly all of the time, but what TensorFlow joins with nodes beside it. */
  private static final Set<String> LARGE =
      Set.of(
          "MatMul",
          "_FusedMatMul",
          "_MklMatMul",
          "BatchMatMul",
          "_MklBatchMatMul",
          "BatchMatMulV2",
          "BatchMatMulV3",
          "Einsum",
          "_FusedConv2D",
          "_MklNativeConv2D",
          "_MklNativeConv3D",
          "_MklNativeConv2DWithBias",
          "_MklNativeFusedConv2D",
          "_MklNativeDepthwiseConv2dNative",
          "_MklNativeFusedDepthwiseConv2dNative");

  private static final AttrValue INTEGER =
      AttrValue.newBuilder()
          .setList(AttrValue.ListValue.newBuilder().addType(DataType.DT_INT32))
          .build();

  private final String prefix;
  private final int count;

  private StopProbes(String prefix, int count) {
    this.prefix = prefix;
    this.count = count;
  }

  /** Those that a plan of some work is worth, in a graph that has none of their names. */
  static StopProbes of(GraphDef graph, PlanWork work) {
    double wanted = work.operations() == 0 ? 0 : work.multiplications() / APART;
    int count = Double.isNaN(wanted) ? MOST : (int) Math.min(MOST, wanted);
    return new StopProbes(freePrefix(graph), count);
  }

  private static String freePrefix(GraphDef graph) {
    String prefix = "stop";
    for (int i = 1; isTaken(graph, prefix + "/"); i++) {
      prefix = "stop_" + i;
    }
    return prefix;
  }

  private static boolean isTaken(GraphDef graph, String prefix) {
    return graph.getNodeList().stream().anyMatch(node -> node.getName().startsWith(prefix));
  }

  /** What the variable of the flags is called. */
  String name() {
    return prefix;
  }

  /** The name of one of the nodes below it. */
  String node(String name) {
    return prefix + name;
  }

  /** The flags before the first run: all may go on. */
  static TensorProto allGoOn() {
    byte[] flags = new byte[FLAGS];
    Arrays.fill(flags, (byte) 1);
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_BOOL)
        .setTensorShape(Types.proto(Shape.of(FLAGS)))
        .setTensorContent(ByteString.copyFrom(flags))
        .build();
  }

  /**
   * The graph with probes; empty where there would be none.
   *
   * @param parts that do not run together, so that no node of one may wait for the other's
   */
  Optional<GraphDef> addTo(GraphDef graph, PlanParts parts) {
    List<NodeDef> nodes = NodeOrder.of(graph.getNodeList());
    long large = nodes.stream().filter(node -> isLarge(node, parts)).count();
    if (count == 0 || large < 2) {
      return Optional.empty();
    }
    long every = Math.max(1, (large + count - 1) / count);
    List<NodeDef> all = new ArrayList<>(flags());
    Map<Boolean, String> before = new HashMap<>();
    long seen = 0;
    for (NodeDef node : nodes) {
      if (!isLarge(node, parts)) {
        all.add(node);
        continue;
      }
      String last = before.put(parts.apart().contains(node.getName()), node.getName());
      if (last != null && seen % every == 0) {
        String probe = prefix + "/probe_" + seen;
        all.addAll(probe(probe, last));
        all.add(node.toBuilder().addInput("^" + probe).build());
      } else {
        all.add(node);
      }
      seen++;
    }
    return Optional.of(graph.toBuilder().clearNode().addAllNode(all).build());
  }

  private static boolean isLarge(NodeDef node, PlanParts parts) {
    return LARGE.contains(node.getOp()) && !parts.shared().contains(node.getName());
  }

  private List<NodeDef> flags() {
    return List.of(
        node(VARIABLE, "VarHandleOp")
            .putAttr("shared_name", Attributes.of(prefix + VARIABLE))
            .putAttr("dtype", Attributes.of(DataType.DT_BOOL))
            .putAttr("shape", Attributes.of(Shape.of(FLAGS)))
            .build(),
        node(FedAssignments.VALUE, "Placeholder")
            .putAttr("dtype", Attributes.of(DataType.DT_BOOL))
            .putAttr("shape", Attributes.of(Shape.of(FLAGS)))
            .build(),
        node(FedAssignments.ASSIGNMENT, "AssignVariableOp")
            .addInput(prefix + VARIABLE)
            .addInput(prefix + FedAssignments.VALUE)
            .putAttr("dtype", Attributes.of(DataType.DT_BOOL))
            .build(),
        node(DEFAULT, "Const")
            .putAttr("dtype", Attributes.of(DataType.DT_INT32))
            .putAttr("value", AttrValue.newBuilder().setTensor(zero()).build())
            .build(),
        node(FLAG, "PlaceholderWithDefault")
            .addInput(prefix + DEFAULT)
            .putAttr("dtype", Attributes.of(DataType.DT_INT32))
            .putAttr("shape", Attributes.of(Shape.scalar()))
            .build());
  }

  private static TensorProto zero() {
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_INT32)
        .setTensorShape(TensorShapeProto.getDefaultInstance())
        .addIntVal(0)
        .build();
  }

  /** Fails, after a node, where the flag of the run says that it must not go on. */
  private List<NodeDef> probe(String name, String after) {
    String read = name + "/goes_on";
    return List.of(
        NodeDef.newBuilder()
            .setName(read)
            .setOp("ResourceGather")
            .addInput(prefix + VARIABLE)
            .addInput(prefix + FLAG)
            .addInput("^" + after)
            .putAttr("dtype", Attributes.of(DataType.DT_BOOL))
            .putAttr("Tindices", Attributes.of(DataType.DT_INT32))
            .build(),
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Assert")
            .addInput(read)
            .addInput(prefix + FLAG)
            .putAttr("T", INTEGER)
            .build());
  }

  private NodeDef.Builder node(String name, String op) {
    return NodeDef.newBuilder().setName(prefix + name).setOp(op);
  }
}
