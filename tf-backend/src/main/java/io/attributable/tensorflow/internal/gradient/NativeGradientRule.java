package io.attributable.tensorflow.internal.gradient;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.proto.AttrValue;

/**
 * Differentiates an op by TensorFlow's native gradient, the one registered in C++: the op is put
 * alone into a scratch graph between placeholders, and the nodes that TensorFlow adds there are
 * copied back. What an op gave once is remembered. Safe for any number of threads.
 *
 * <p>Source: {@code tensorflow/c/c_api.cc}, {@code TF_AddGradientsWithPrefix}; {@code
 * tensorflow/cc/framework/gradients.cc}, {@code AddSymbolicGradients}.
 */
public final class NativeGradientRule implements GradientRule {
  private final Map<Key, NativeGradient> remembered = new ConcurrentHashMap<>();

  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    Key key = Key.of(context);
    NativeGradient gradient =
        remembered.computeIfAbsent(key, wanted -> ScratchGraph.differentiate(context, wanted));
    return gradient.copyInto(context, outputGradients(context));
  }

  /** The C++ gradients expect a gradient for every output. */
  private static Map<Integer, TensorRef> outputGradients(RuleContext context) {
    Map<Integer, TensorRef> gradients = new LinkedHashMap<>();
    FlatNode node = context.node();
    for (int i = 0; i < node.outputs().size(); i++) {
      if (Types.isDifferentiable(node.outputs().get(i).type())) {
        TensorRef gradient = context.gradient(i);
        gradients.put(
            i, gradient != null ? gradient : context.writer().unary("ZerosLike", node.output(i)));
      }
    }
    return gradients;
  }

  /**
   * What is the same for all nodes that may share a gradient. Shapes of outputs do not follow from
   * those of inputs where an input is a size.
   */
  record Key(
      String op,
      Map<String, AttrValue> attributes,
      List<FlatNode.Output> inputs,
      List<FlatNode.Output> outputs,
      Set<Integer> needed) {

    static Key of(RuleContext context) {
      FlatNode node = context.node();
      List<FlatNode.Output> inputs =
          node.inputs().stream()
              .map(
                  input ->
                      new FlatNode.Output(
                          context.writer().graph().type(input),
                          context.writer().graph().shape(input)))
              .toList();
      return new Key(node.op(), node.attributes(), inputs, node.outputs(), context.needed());
    }
  }
}
