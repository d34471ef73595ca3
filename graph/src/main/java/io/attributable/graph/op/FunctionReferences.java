package io.attributable.graph.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/** The functions that a node's attributes refer to, one by one or in lists. */
public final class FunctionReferences {
  private FunctionReferences() {}

  /** All of them, in the order of the attributes. */
  public static List<NameAttrList> of(Map<String, AttrValue> attributes) {
    List<NameAttrList> references = new ArrayList<>();
    for (AttrValue value : attributes.values()) {
      if (value.hasFunc()) {
        references.add(value.getFunc());
      }
      references.addAll(value.getList().getFuncList());
    }
    return references;
  }

  /** Their names. */
  public static List<String> names(Map<String, AttrValue> attributes) {
    return of(attributes).stream().map(NameAttrList::getName).toList();
  }

  /**
   * The names of all functions that a node may call: a call by a function's name has it as its op.
   */
  public static List<String> callable(NodeDef node) {
    List<String> names = new ArrayList<>(names(node.getAttrMap()));
    names.add(node.getOp());
    return names;
  }

  /** Whether there are any. */
  public static boolean areIn(Map<String, AttrValue> attributes) {
    return !of(attributes).isEmpty();
  }
}
