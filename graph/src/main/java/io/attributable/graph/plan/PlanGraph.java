package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GraphBuilder;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Just the nodes that some fetches need, as TensorFlow reads them. */
final class PlanGraph {
  private final Set<String> needed = new HashSet<>();
  private final GraphDef proto;

  PlanGraph(GraphBuilder builder, Set<TensorRef> fetched, String device, String functionPrefix) {
    collect(builder, fetched);
    FlatGraph base = builder.base();
    GraphDef.Builder graph =
        GraphDef.newBuilder().setVersions(base.versions()).setLibrary(base.library());
    graph.getLibraryBuilder().addAllFunction(builder.functions().all());
    Stream.concat(base.byName().values().stream(), builder.added().values().stream())
        .filter(node -> needed.contains(node.name()))
        .map(node -> builder.node(node.name()))
        .forEach(node -> graph.addNode(placed(builder, node, device)));
    this.proto = OwnFunctions.of(UsedFunctions.prune(graph), functionPrefix);
  }

  /** Variables and tables stay where they were loaded, and so do the ops that use them. */
  private static NodeDef placed(GraphBuilder builder, FlatNode node, String device) {
    boolean pinned =
        node.outputs().stream().anyMatch(output -> output.type() == DataType.DT_RESOURCE)
            || node.definition().getOutputArgList().stream().anyMatch(OpDef.ArgDef::getIsRef)
            || node.inputs().stream()
                .anyMatch(input -> builder.type(input) == DataType.DT_RESOURCE);
    return pinned ? node.toProto() : node.toProto().toBuilder().setDevice(device).build();
  }

  GraphDef proto() {
    return proto;
  }

  boolean holds(String node) {
    return needed.contains(node);
  }

  /** What is fed needs nothing behind it. */
  private void collect(GraphBuilder builder, Set<TensorRef> fetched) {
    Deque<String> open = new ArrayDeque<>();
    fetched.forEach(tensor -> open.push(tensor.node()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (needed.add(name)) {
        FlatNode node = builder.node(name);
        node.inputs().forEach(input -> open.push(input.node()));
        node.controls().forEach(open::push);
      }
    }
  }
}
