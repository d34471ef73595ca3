package io.attributable.graph.flat.limit;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.NodeOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Makes loops of TensorFlow 1 count their iterations. Such a loop is a frame: values enter by
 * {@code Enter} and circulate by {@code Merge}, {@code Switch} and {@code NextIteration} while its
 * {@code LoopCond} is true. The count is one more value. The condition depends on the check of the
 * count, so that the check runs in every iteration.
 */
final class FrameLimit {
  private final int limit;
  private final Set<String> taken;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();

  private FrameLimit(List<NodeDef> nodes, Set<String> taken, int limit) {
    this.limit = limit;
    this.taken = taken;
    nodes.forEach(node -> this.nodes.put(node.getName(), node));
  }

  /**
   * The same nodes, their loops limited.
   *
   * @param taken names that new nodes must not have
   */
  static List<NodeDef> of(List<NodeDef> nodes, Set<String> taken, int limit) {
    FrameLimit frames = new FrameLimit(nodes, taken, limit);
    Map<String, NodeDef> entrances = frames.entrances();
    entrances.forEach(frames::limit);
    return new ArrayList<>(frames.nodes.values());
  }

  /**
   * For each loop's condition one of the {@code Enter} nodes. A condition without input is left to
   * the check of nodes.
   */
  private Map<String, NodeDef> entrances() {
    Map<String, NodeDef> entrances = new HashMap<>();
    for (NodeDef node : nodes.values()) {
      if (node.getOp().equals("Switch") && node.getInputCount() > 1) {
        String condition = NodeOrder.nodeOf(node.getInput(1));
        if (of(condition, "LoopCond").filter(loop -> loop.getInputCount() > 0).isPresent()) {
          entrance(NodeOrder.nodeOf(node.getInput(0)))
              .ifPresent(enter -> entrances.putIfAbsent(condition, enter));
        }
      }
    }
    return entrances;
  }

  private Optional<NodeDef> entrance(String merge) {
    return of(merge, "Merge").map(NodeDef::getInputList).stream()
        .flatMap(List::stream)
        .flatMap(input -> of(NodeOrder.nodeOf(input), "Enter").stream())
        .findFirst();
  }

  private Optional<NodeDef> of(String name, String op) {
    return Optional.ofNullable(nodes.get(name)).filter(node -> node.getOp().equals(op));
  }

  private void limit(String condition, NodeDef entrance) {
    String loop = entrance.getAttrOrThrow("frame_name").getS().toStringUtf8();
    Counter counter = new Counter(loop + "/iterations", taken);
    String again = counter.fresh("again");
    String zero = add(LoopAssertion.integer(counter.fresh("zero"), 0));
    String enter = add(entering(counter.node("Enter", "enter", zero), entrance));
    String count = add(counter.node("Merge", "count", enter, again).putAttr("N", Attributes.of(2)));
    String gate = add(counter.node("Switch", "gate", count, condition));
    String inside = add(counter.node("Identity", "inside", gate + ":1"));
    String one = add(after(LoopAssertion.integer(counter.fresh("one"), 1), inside));
    String next = add(counter.node("AddV2", "next", inside, one));
    add(counter.node("NextIteration", "again", next).setName(again));
    String check = check(counter, count, loop);
    of(condition, "LoopCond").ifPresent(node -> await(node, counter, check));
  }

  private static NodeDef.Builder entering(NodeDef.Builder node, NodeDef entrance) {
    node.putAttr("frame_name", entrance.getAttrOrThrow("frame_name"));
    AttrValue parallel = entrance.getAttrMap().get("parallel_iterations");
    return parallel == null ? node : node.putAttr("parallel_iterations", parallel);
  }

  /** Fails in the iteration that is one too many. */
  private String check(Counter counter, String count, String loop) {
    String most = add(after(LoopAssertion.integer(counter.fresh("limit"), limit), count));
    String text = add(after(LoopAssertion.message(counter.fresh("text"), limit, loop), count));
    String within = add(counter.node("LessEqual", "within", count, most));
    return add(LoopAssertion.check(counter.fresh("check"), within, text));
  }

  private static NodeDef.Builder after(NodeDef node, String other) {
    return node.toBuilder().addInput("^" + other);
  }

  /** Has the condition answer after the check. */
  private void await(NodeDef condition, Counter counter, String check) {
    NodeDef.Builder checked = counter.node("Identity", "known", condition.getInput(0), "^" + check);
    add(checked.putAttr("T", Attributes.of(DataType.DT_BOOL)));
    add(condition.toBuilder().setInput(0, checked.getName()));
  }

  private String add(NodeDef.Builder node) {
    return add(node.build());
  }

  private String add(NodeDef node) {
    nodes.put(node.getName(), node);
    return node.getName();
  }

  /** Makes the nodes of one loop's count, in a scope of their own. */
  private record Counter(String scope, Set<String> taken) {
    String fresh(String label) {
      String name = scope + "/" + label;
      while (!taken.add(name)) {
        name += "_";
      }
      return name;
    }

    NodeDef.Builder node(String op, String label, String... inputs) {
      return NodeDef.newBuilder()
          .setName(fresh(label))
          .setOp(op)
          .addAllInput(List.of(inputs))
          .putAttr("T", Attributes.of(DataType.DT_INT32));
    }
  }
}
