package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;

/**
 * Which of Python's objects a variable or a table of the outermost graph is. The signatures that
 * are there tell: the call of each is fed the captured tensors, in the order in which its function
 * lists the objects they belong to.
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
   * The number of the object.
   *
   * @throws IllegalArgumentException if no signature tells
   */
  int of(TensorRef tensor) {
    Integer object = objects.get(tensor);
    if (object == null) {
      throw new IllegalArgumentException(
          "no object of Python is known to be \"" + tensor.node() + "\"");
    }
    return object;
  }
}
