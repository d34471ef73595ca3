package io.attributable.graph.flat.tf1;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrameOps;
import io.attributable.graph.flat.GraphCheck;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/**
 * Turns loops of TensorFlow 1 into {@code While} loops, inner ones first, so that readers of graphs
 * handle one kind only.
 *
 * <p>Source: TensorFlow authors (2017), Implementation of Control Flow in TensorFlow, white paper,
 * download.tensorflow.org/paper/white_paper_tf_control_flow_implementation_2017_11_1.pdf; {@code
 * tensorflow/compiler/tf2xla/functionalize_while.cc} does the same for XLA.
 */
public final class FrameConversion {
  private final OpRegistry ops;
  private final String functionPrefix;
  private FlatGraph graph;
  private int turned;

  private FrameConversion(FlatGraph graph, OpRegistry ops) {
    this.graph = graph;
    this.ops = ops;
    String signature = graph.signature().name();
    // A session has one function of a name, for all signatures.
    this.functionPrefix =
        "loop_"
            + signature.replaceAll("[^A-Za-z0-9]", "_")
            + "_"
            + Integer.toHexString(signature.hashCode())
            + "_";
  }

  /**
   * The same graph without loops of TensorFlow 1.
   *
   * @throws AttributionException UNSUPPORTED_SIGNATURE for a loop of unknown structure, whose
   *     values cannot be followed and would look like zeros
   */
  public static FlatGraph turn(FlatGraph graph, OpRegistry ops) {
    FrameConversion loops = new FrameConversion(TensorArrayConversion.of(graph, ops), ops);
    while (loops.turnOne()) {}
    GraphCheck.requireNoFrames(loops.graph);
    return loops.graph;
  }

  private static List<List<FlatNode>> enters(FlatGraph graph) {
    Map<String, List<FlatNode>> frames = new LinkedHashMap<>();
    for (FlatNode node : graph.nodes()) {
      if (FrameOps.is(node, FrameOps.ENTER)) {
        frames.computeIfAbsent(FrameOps.frame(node), frame -> new ArrayList<>()).add(node);
      }
    }
    return List.copyOf(frames.values());
  }

  private boolean turnOne() {
    for (List<FlatNode> enters : enters(graph)) {
      Optional<FrameLoop> loop = FrameLoop.of(graph, enters);
      Optional<FrameFunctions> functions = loop.flatMap(found -> FrameFunctions.of(graph, found));
      if (functions.isPresent()) {
        turn(loop.orElseThrow(), functions.get());
        return true;
      }
    }
    return false;
  }

  private void turn(FrameLoop loop, FrameFunctions functions) {
    String label = functionPrefix + turned++;
    FunctionDef condition = functions.condition(freshFunction(label + "_condition"));
    FunctionDef body = functions.body(freshFunction(label + "_body"));
    FlatNode node =
        functions.loop(
            freshNode(FrameFunctions.scope(loop.condition().name())),
            condition.getSignature().getName(),
            body.getSignature().getName(),
            ops);
    Map<String, FlatNode> nodes = new LinkedHashMap<>(graph.byName());
    Map<String, FlatNode> exits = exits(loop, node);
    nodes.replaceAll((name, old) -> exits.getOrDefault(name, old));
    nodes.keySet().removeAll(loop.inside());
    nodes.replaceAll((name, other) -> awaiting(other, loop.inside(), node.name()));
    nodes.put(node.name(), node);
    graph = graph.with(ordered(nodes), List.of(condition, body));
  }

  /** What waits for nodes inside of a loop waits for the loop. */
  private static FlatNode awaiting(FlatNode node, Set<String> inside, String loop) {
    if (node.controls().stream().noneMatch(inside::contains)) {
      return node;
    }
    return node.withControls(
        node.controls().stream()
            .map(control -> inside.contains(control) ? loop : control)
            .distinct()
            .toList());
  }

  /** What leads out of the loop, under the names it had. */
  private Map<String, FlatNode> exits(FrameLoop loop, FlatNode node) {
    Map<String, FlatNode> exits = new HashMap<>();
    for (int i = 0; i < loop.variables().size(); i++) {
      TensorRef result = node.output(i);
      loop.variables().get(i).exits().forEach(exit -> exits.put(exit.name(), exit(exit, result)));
    }
    return exits;
  }

  private FlatNode exit(FlatNode exit, TensorRef result) {
    return exit.withInputs(List.of(result))
        .withOp(ops.find("Identity").orElseThrow(), Map.of("T", exit.attribute("T")));
  }

  private static Map<String, FlatNode> ordered(Map<String, FlatNode> nodes) {
    List<NodeDef> given =
        nodes.values().stream().map(FlatNode::toProto).collect(Collectors.toList());
    Map<String, FlatNode> ordered = new LinkedHashMap<>();
    for (NodeDef node : NodeOrder.of(given)) {
      ordered.put(node.getName(), nodes.get(node.getName()));
    }
    return ordered;
  }

  private String freshNode(String wanted) {
    String name = wanted;
    while (graph.byName().containsKey(name)) {
      name += "_loop";
    }
    return name;
  }

  private String freshFunction(String wanted) {
    Set<String> taken = new HashSet<>();
    graph
        .library()
        .getFunctionList()
        .forEach(function -> taken.add(function.getSignature().getName()));
    String name = wanted;
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }
}
