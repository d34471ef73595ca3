package io.attributable.graph.served;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.UniqueFunctionNames;
import io.attributable.graph.write.UsedFunctions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.tensorflow.proto.GraphDef;

/**
 * Makes a plan one that can be served: it takes and gives what the original signature does, too.
 */
final class ServedPlanWriter {
  private final FlatGraph graph;
  private final ServedRequest request;
  private final AttributionPlan plan;
  private final List<TensorSchema> convergence;
  private final ServedNodes nodes;

  ServedPlanWriter(FlatGraph graph, ServedRequest request) {
    this.graph = graph;
    this.request = request;
    PointPlan once =
        request.points().map(this::runOnce).orElse(new PointPlan(request.plan(), List.of()));
    this.plan = once.plan();
    this.convergence = once.convergence();
    this.nodes = new ServedNodes(plan.graph().getNodeList());
  }

  /**
   * Of methods that promise completeness, there is a delta where all points have one baseline and
   * no noise.
   */
  private PointPlan runOnce(ServedPoints points) {
    boolean complete =
        request.methods().get(0).plan().isComplete()
            && points.drawn().isEmpty()
            && points.noise().isEmpty();
    return new PointLoop(graph, request.plan(), points)
        .write(request.target(), complete ? request.layers() : List.of());
  }

  /**
   * Writes it.
   *
   * @param functionPrefix the prefix of the names of all functions
   * @throws AttributionException EXPORT_NAME_TAKEN
   */
  ServedPlan write(String functionPrefix) {
    SignatureSchema original = graph.signature();
    complete(original);
    List<TensorSchema> inputs = new ArrayList<>(original.inputs());
    List<TensorSchema> outputs;
    if (request.target() == TargetKind.INDEX) {
      requireFree(original);
      TargetNodes target =
          new TargetNodes(nodes, plan.output().orElseThrow(), plan.seed().orElseThrow());
      inputs.add(target.input());
      InvalidTargetMask doubt = new InvalidTargetMask(nodes, target.valid());
      outputs =
          new ServedOutputs(original, request, result -> marked(doubt, result)).write(convergence);
    } else {
      outputs = new ServedOutputs(original, request, result -> result).write(convergence);
    }
    inputs.sort(Comparator.comparing(TensorSchema::name));
    return new ServedPlan(
        proto(functionPrefix), new SignatureSchema(request.signature(), inputs, outputs));
  }

  private static TensorSchema marked(InvalidTargetMask doubt, TensorSchema result) {
    return new TensorSchema(result.name(), doubt.mark(result), result.type(), result.shape());
  }

  private static void requireFree(SignatureSchema original) {
    if (original.inputs().stream().anyMatch(input -> input.name().equals(TargetNodes.NAME))) {
      throw new AttributionException(
          ErrorCode.EXPORT_NAME_TAKEN,
          "input",
          TargetNodes.NAME,
          original.name(),
          "Have the graph choose the target (--target predicted), or rename the model's input.");
    }
  }

  /**
   * The plan has only what attributions need, and nothing behind what is fed; other outputs may
   * need more, and an input that may be left out has a default.
   */
  private void complete(SignatureSchema original) {
    Deque<String> open = new ArrayDeque<>();
    nodes.all().forEach(node -> node.getInputList().forEach(input -> open.push(nodeOf(input))));
    original.outputs().forEach(output -> open.push(output.tensor().node()));
    original.inputs().forEach(input -> open.push(input.tensor().node()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!nodes.holds(name)) {
        FlatNode node = graph.node(name);
        nodes.put(node.toProto());
        node.inputs().forEach(input -> open.push(input.node()));
        node.controls().forEach(open::push);
      }
    }
  }

  private static String nodeOf(String input) {
    return input.startsWith("^") ? input.substring(1) : TensorRef.parse(input).node();
  }

  private GraphDef proto(String functionPrefix) {
    GraphDef.Builder all = GraphDef.newBuilder().addAllNode(nodes.all());
    all.getLibraryBuilder()
        .addAllFunction(plan.graph().getLibrary().getFunctionList())
        .addAllFunction(graph.library().getFunctionList());
    return UniqueFunctionNames.of(UsedFunctions.prune(all), functionPrefix);
  }
}
