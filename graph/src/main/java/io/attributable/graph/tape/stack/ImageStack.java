package io.attributable.graph.tape.stack;

import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ops that take each example by itself: for them, seeds are more examples. */
final class ImageStack {
  private ImageStack() {}

  static Map<String, StackRule> rules() {
    Map<String, StackRule> rules = new HashMap<>();
    for (String op :
        List.of("Conv2D", "Conv3D", "DepthwiseConv2dNative", "ResizeNearestNeighborGrad")) {
      rules.put(op, node -> flat(node, Set.of(0)));
    }
    for (String op : List.of("AvgPool", "AvgPool3D", "SpaceToDepth", "DepthToSpace")) {
      rules.put(op, node -> flat(node, Set.of(0)));
    }
    for (String op :
        List.of(
            "Conv2DBackpropInput", "Conv3DBackpropInputV2", "DepthwiseConv2dNativeBackpropInput")) {
      rules.put(op, node -> sized(node, 2));
    }
    rules.put("AvgPoolGrad", node -> sized(node, 1));
    rules.put("AvgPool3DGrad", node -> sized(node, 1));
    for (String op : List.of("MaxPoolGrad", "MaxPoolGradV2", "MaxPool3DGrad")) {
      rules.put(op, node -> flat(node, Set.of(0, 1, 2)));
    }
    return rules;
  }

  /** Some inputs have a dimension of examples; of the others none may differ between seeds. */
  private static List<Stacked> flat(StackedNode node, Set<Integer> examples) {
    List<TensorRef> inputs = node.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      inputs.set(i, examples.contains(i) ? node.writer().flatten(node.repeated(i)) : node.same(i));
    }
    return unflat(node, inputs);
  }

  /** The first input is the shape of the result; the gradient is a later input. */
  private static List<Stacked> sized(StackedNode node, int gradient) {
    List<TensorRef> inputs = node.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      inputs.set(i, i == gradient ? node.writer().flatten(node.only(i)) : node.same(i));
    }
    node.requireSize(0, node.outputRank(0));
    inputs.set(0, node.writer().flattenShape(node.same(0)));
    return unflat(node, inputs);
  }

  private static List<Stacked> unflat(StackedNode node, List<TensorRef> inputs) {
    return node.like(inputs).stream()
        .map(output -> new Stacked(node.writer().unflatten(output.tensor()), true))
        .toList();
  }
}
