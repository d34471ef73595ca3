package io.attributable.graph.flat.limit;

import io.attributable.graph.op.OpTrait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Makes every loop of a graph count its iterations and fail when there are too many, those inside
 * functions too. A loop that never ends would hang its caller.
 */
public final class LoopLimit {

  private final int limit;
  private final Map<String, FunctionDef> functions = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();

  private LoopLimit(int limit) {
    this.limit = limit;
  }

  /**
   * The same graph, its loops limited.
   *
   * @param limit the most iterations of a loop, each time it is run
   */
  public static GraphDef of(GraphDef graph, int limit) {
    return new LoopLimit(limit).limited(graph);
  }

  private GraphDef limited(GraphDef graph) {
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      functions.put(function.getSignature().getName(), function);
    }
    graph.getLibrary().getFunctionList().forEach(this::limited);
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    Set<String> taken = names(graph.getNodeList());
    List<NodeDef> nodes = limited(graph.getNodeList(), taken, "");
    changed.addAllNode(FrameLimit.of(nodes, taken, limit));
    changed.getLibraryBuilder().clearFunction().addAllFunction(functions.values());
    return changed.build();
  }

  /** The loops in a function, those in functions that it refers to first. */
  private FunctionDef limited(FunctionDef function) {
    String name = function.getSignature().getName();
    if (done.add(name)) {
      Set<String> taken = names(function.getNodeDefList());
      function.getSignature().getInputArgList().forEach(input -> taken.add(input.getName()));
      FunctionDef.Builder changed = function.toBuilder().clearNodeDef();
      changed.addAllNodeDef(limited(function.getNodeDefList(), taken, ":output:0"));
      functions.put(name, changed.build());
    }
    return Objects.requireNonNull(functions.get(name));
  }

  private static Set<String> names(List<NodeDef> nodes) {
    Set<String> names = new HashSet<>();
    nodes.forEach(node -> names.add(node.getName()));
    return names;
  }

  private List<NodeDef> limited(List<NodeDef> nodes, Set<String> taken, String output) {
    List<NodeDef> changed = new ArrayList<>();
    for (NodeDef node : nodes) {
      if (OpTrait.LOOP.is(node.getOp())) {
        String zero = node.getName() + "/iterations";
        while (!taken.add(zero)) {
          zero += "_";
        }
        changed.add(LoopAssertion.integer(zero, 0));
        changed.add(limited(node, zero + output));
      } else {
        changed.add(node);
      }
    }
    return changed;
  }

  private NodeDef limited(NodeDef loop, String zero) {
    List<String> inputs = new ArrayList<>(loop.getInputList());
    int values = (int) inputs.stream().filter(input -> !input.startsWith("^")).count();
    inputs.add(values, zero);
    return loop.toBuilder().clearInput().addAllInput(inputs).putAllAttr(attributes(loop)).build();
  }

  /** Of the loop with one more variable. */
  private Map<String, AttrValue> attributes(NodeDef loop) {
    Map<String, AttrValue> attributes = new HashMap<>();
    AttrValue.Builder types = attribute(loop, "T").toBuilder();
    types.getListBuilder().addType(DataType.DT_INT32);
    attributes.put("T", types.build());
    AttrValue shapes = loop.getAttrOrDefault("output_shapes", AttrValue.getDefaultInstance());
    if (shapes.getList().getShapeCount() > 0) {
      AttrValue.Builder more = shapes.toBuilder();
      more.getListBuilder().addShape(TensorShapeProto.getDefaultInstance());
      attributes.put("output_shapes", more.build());
    }
    attributes.put("cond", condition(loop.getName(), attribute(loop, "cond")));
    attributes.put("body", body(attribute(loop, "body")));
    return attributes;
  }

  /** A part of the error's text, tested before the text is parsed. */
  private static AttrValue attribute(NodeDef loop, String name) {
    AttrValue value = loop.getAttrMap().get(name);
    if (value == null) {
      throw new IllegalArgumentException("loop \"" + loop.getName() + "\" lacks attribute " + name);
    }
    return value;
  }

  private AttrValue condition(String loop, AttrValue original) {
    String name = freshName(original);
    FunctionDef function = functions.get(original.getFunc().getName());
    if (function != null) {
      functions.put(name, new LimitedCondition(loop, limit).of(limited(function), name));
    }
    return renamed(original, name);
  }

  private AttrValue body(AttrValue original) {
    String name = freshName(original);
    FunctionDef function = functions.get(original.getFunc().getName());
    if (function != null) {
      functions.put(name, CountingBody.of(limited(function), name));
    }
    return renamed(original, name);
  }

  private String freshName(AttrValue original) {
    String label = original.getFunc().getName() + "_limited";
    String name = label;
    for (int i = 1; functions.containsKey(name); i++) {
      name = label + "_" + i;
    }
    return name;
  }

  private static AttrValue renamed(AttrValue function, String name) {
    AttrValue.Builder renamed = function.toBuilder();
    renamed.getFuncBuilder().setName(name);
    return renamed.build();
  }
}
