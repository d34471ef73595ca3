package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;

/**
 * Python's objects for the variables and tables of the outermost graph. They are found by the
 * existing signatures: the call of each is fed the captured tensors, in the order in which its
 * function lists their objects.
 */
final class BoundObjects {
  private final Map<TensorRef, Integer> objects = new HashMap<>();

  BoundObjects(MetaGraphDef model) {
    for (NodeDef node : model.getGraphDef().getNodeList()) {
      SavedConcreteFunction function =
          model
              .getObjectGraphDef()
              .getConcreteFunctionsMap()
              .get(
                  node.getAttrMap().containsKey("f")
                      ? node.getAttrOrThrow("f").getFunc().getName()
                      : "");
      if (function != null) {
        bind(node.getInputList(), function.getBoundInputsList());
      }
    }
  }

  private void bind(List<String> inputs, List<Integer> bound) {
    List<String> tensors = inputs.stream().filter(input -> !input.startsWith("^")).toList();
    int first = tensors.size() - bound.size();
    for (int i = 0; i < bound.size() && first >= 0; i++) {
      objects.putIfAbsent(TensorRef.parse(tensors.get(first + i)), bound.get(i));
    }
  }

  /**
   * The object's id.
   *
   * @throws IllegalArgumentException if no signature captures it
   */
  int of(TensorRef tensor) {
    Integer object = objects.get(tensor);
    if (object == null) {
      throw new IllegalArgumentException(
          "no object of Python is bound to \"" + tensor.node() + "\"");
    }
    return object;
  }
}
