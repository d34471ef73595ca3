package io.attributable.graph.write;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * Renames the functions of a plan. A session has one library for all its graphs, and refuses a
 * function that differs from the one it has by that name, as a model's does once its loops are
 * limited.
 */
public final class UniqueFunctionNames {
  private final String prefix;
  private final Set<String> functions;

  private UniqueFunctionNames(String prefix, FunctionDefLibrary library) {
    this.prefix = prefix;
    this.functions =
        library.getFunctionList().stream()
            .map(function -> function.getSignature().getName())
            .collect(Collectors.toSet());
  }

  /** The same graph, its functions renamed. */
  public static GraphDef of(GraphDef.Builder graph, String prefix) {
    return new UniqueFunctionNames(prefix, graph.getLibrary()).renamed(graph);
  }

  private GraphDef renamed(GraphDef.Builder graph) {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      graph.setNode(i, renamed(graph.getNode(i)));
    }
    FunctionDefLibrary.Builder library = graph.getLibraryBuilder();
    for (int i = 0; i < library.getFunctionCount(); i++) {
      library.setFunction(i, renamed(library.getFunction(i)));
    }
    return graph.build();
  }

  private FunctionDef renamed(FunctionDef function) {
    FunctionDef.Builder renamed = function.toBuilder();
    renamed.getSignatureBuilder().setName(name(function.getSignature().getName()));
    for (int i = 0; i < renamed.getNodeDefCount(); i++) {
      renamed.setNodeDef(i, renamed(renamed.getNodeDef(i)));
    }
    return renamed.build();
  }

  private NodeDef renamed(NodeDef node) {
    boolean refers =
        functions.contains(node.getOp())
            || node.getAttrMap().values().stream().anyMatch(UniqueFunctionNames::hasFunctions);
    if (!refers) {
      return node;
    }
    NodeDef.Builder renamed = node.toBuilder().setOp(name(node.getOp()));
    for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
      renamed.putAttr(attribute.getKey(), renamed(attribute.getValue()));
    }
    return renamed.build();
  }

  private static boolean hasFunctions(AttrValue value) {
    return value.hasFunc() || value.getList().getFuncCount() > 0;
  }

  private AttrValue renamed(AttrValue value) {
    if (!hasFunctions(value)) {
      return value;
    }
    AttrValue.Builder renamed = value.toBuilder();
    if (value.hasFunc()) {
      renamed.setFunc(renamed(value.getFunc()));
    } else {
      for (int i = 0; i < value.getList().getFuncCount(); i++) {
        renamed.getListBuilder().setFunc(i, renamed(value.getList().getFunc(i)));
      }
    }
    return renamed.build();
  }

  private NameAttrList renamed(NameAttrList function) {
    NameAttrList.Builder renamed = function.toBuilder().setName(name(function.getName()));
    function.getAttrMap().forEach((name, value) -> renamed.putAttr(name, renamed(value)));
    return renamed.build();
  }

  private String name(String function) {
    return functions.contains(function) ? prefix + function : function;
  }
}
