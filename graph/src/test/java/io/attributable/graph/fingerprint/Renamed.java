package io.attributable.graph.fingerprint;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RegisteredGradient;

/** A graph that computes the same, with other names and in another order, as a new export has. */
final class Renamed {
  private static final String AGAIN = "_again";
  private static final Set<String> STATE = Set.of("shared_name", "_gradient_op_type");

  private final Set<String> functions;

  private Renamed(GraphDef graph) {
    functions =
        graph.getLibrary().getFunctionList().stream()
            .map(function -> function.getSignature().getName())
            .collect(Collectors.toSet());
  }

  static GraphDef of(GraphDef graph) {
    return new Renamed(graph).renamed(graph);
  }

  private GraphDef renamed(GraphDef graph) {
    GraphDef.Builder changed = graph.toBuilder().clearNode().clearLibrary();
    graph.getNodeList().forEach(node -> changed.addNode(attributes(node)));
    FunctionDefLibrary library = graph.getLibrary();
    List<FunctionDef> reversed = new ArrayList<>(library.getFunctionList());
    Collections.reverse(reversed);
    reversed.forEach(function -> changed.getLibraryBuilder().addFunction(renamed(function)));
    for (RegisteredGradient gradient : library.getRegisteredGradientsList()) {
      changed
          .getLibraryBuilder()
          .addRegisteredGradientsBuilder()
          .setRegisteredOpType(gradient.getRegisteredOpType() + AGAIN)
          .setGradientFunc(name(gradient.getGradientFunc()));
    }
    return changed.build();
  }

  /** Old graphs call a function as if it were an op. */
  private String name(String function) {
    return functions.contains(function) ? function + AGAIN : function;
  }

  private FunctionDef.Builder renamed(FunctionDef function) {
    FunctionDef.Builder changed = function.toBuilder().clearNodeDef().clearRet().clearControlRet();
    changed.getSignatureBuilder().setName(name(function.getSignature().getName()));
    Set<String> nodes = new TreeSet<>();
    function.getNodeDefList().forEach(node -> nodes.add(node.getName()));
    function.getNodeDefList().forEach(node -> changed.addNodeDef(renamed(node, nodes)));
    function.getRetMap().forEach((name, tensor) -> changed.putRet(name, input(tensor, nodes)));
    function
        .getControlRetMap()
        .forEach((name, node) -> changed.putControlRet(name + AGAIN, node + AGAIN));
    changed.getSignatureBuilder().clearControlOutput();
    changed.getControlRetMap().keySet().stream()
        .sorted()
        .forEach(name -> changed.getSignatureBuilder().addControlOutput(name));
    return changed;
  }

  private NodeDef.Builder renamed(NodeDef node, Set<String> nodes) {
    NodeDef.Builder changed = attributes(node).setName(node.getName() + AGAIN).clearInput();
    node.getInputList().forEach(input -> changed.addInput(input(input, nodes)));
    return changed;
  }

  private static String input(String input, Set<String> nodes) {
    if (input.startsWith("^")) {
      return nodes.contains(input.substring(1)) ? input + AGAIN : input;
    }
    int colon = input.indexOf(':');
    String node = colon < 0 ? input : input.substring(0, colon);
    return nodes.contains(node) ? node + AGAIN + input.substring(node.length()) : input;
  }

  private NodeDef.Builder attributes(NodeDef node) {
    NodeDef.Builder changed = node.toBuilder().setOp(name(node.getOp())).clearAttr();
    List<Map.Entry<String, AttrValue>> attributes = new ArrayList<>(node.getAttrMap().entrySet());
    Collections.reverse(attributes);
    for (Map.Entry<String, AttrValue> attribute : attributes) {
      changed.putAttr(attribute.getKey(), renamed(attribute.getKey(), attribute.getValue()));
    }
    return changed;
  }

  private AttrValue renamed(String attribute, AttrValue value) {
    if (value.hasFunc()) {
      return value.toBuilder().setFunc(renamed(value.getFunc())).build();
    }
    if (value.getList().getFuncCount() > 0) {
      AttrValue.ListValue.Builder several = AttrValue.ListValue.newBuilder();
      value.getList().getFuncList().forEach(function -> several.addFunc(renamed(function)));
      return AttrValue.newBuilder().setList(several).build();
    }
    boolean named = STATE.contains(attribute) && !value.getS().isEmpty();
    return named
        ? value.toBuilder().setS(value.getS().concat(ByteString.copyFromUtf8(AGAIN))).build()
        : value;
  }

  private NameAttrList renamed(NameAttrList function) {
    return function.toBuilder().setName(name(function.getName())).build();
  }
}
