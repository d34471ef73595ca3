package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.UniqueFunctionNames;
import io.attributable.graph.write.UsedFunctions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Just the nodes that some fetches need, as TensorFlow reads them. */
final class PlanGraph {
  private final PlanNodes nodes;
  private final GraphDef proto;
  private final PlanWork work;

  PlanGraph(
      GraphBuilder builder,
      Set<TensorRef> fetched,
      Set<TensorRef> explained,
      Optimiser optimiser,
      String device,
      String functionPrefix) {
    FlatGraph base = builder.base();
    this.nodes =
        new PlanNodes(
            nodes(builder),
            fed(base),
            fetched,
            explained,
            node -> base.byName().containsKey(node.name()));
    nodes.prune();
    this.work = PlanWork.of(nodes.all());
    optimiser.optimise(nodes);
    GraphDef.Builder graph =
        GraphDef.newBuilder().setVersions(base.versions()).setLibrary(base.library());
    graph.getLibraryBuilder().addAllFunction(builder.functions().all());
    nodes.all().forEach(node -> graph.addNode(placed(node, device)));
    this.proto = UniqueFunctionNames.of(UsedFunctions.prune(graph), functionPrefix);
  }

  private static List<FlatNode> nodes(GraphBuilder builder) {
    return Stream.concat(
            builder.base().byName().keySet().stream(), builder.added().keySet().stream())
        .map(builder::node)
        .toList();
  }

  private static Set<TensorRef> fed(FlatGraph base) {
    return base.signature().inputs().stream().map(TensorSchema::tensor).collect(Collectors.toSet());
  }

  /** Variables and tables stay where they were loaded, and so do the ops that use them. */
  private NodeDef placed(FlatNode node, String device) {
    boolean pinned =
        node.outputs().stream().anyMatch(output -> output.type() == DataType.DT_RESOURCE)
            || node.definition().getOutputArgList().stream().anyMatch(OpDef.ArgDef::getIsRef)
            || node.inputs().stream()
                .anyMatch(input -> nodes.tensor(input).type() == DataType.DT_RESOURCE);
    return pinned ? node.toProto() : node.toProto().toBuilder().setDevice(device).build();
  }

  GraphDef proto() {
    return proto;
  }

  PlanWork work() {
    return work;
  }

  boolean holds(String node) {
    return nodes.holds(node);
  }
}
