package io.attributable.graph.tape.rules.rectifier;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.Unbroadcast;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/** What a ReLU hands back in place of its derivative. */
public enum RectifiedGradient {
  /**
   * What is positive of the gradient, where the ReLU is open: J. Springenberg et al., "Striving for
   * simplicity: The all convolutional net", ICLR 2015 workshop (arXiv:1412.6806).
   */
  GUIDED {
    @Override
    Map<Integer, TensorRef> of(Rectifier relu, RuleContext context, GradientRule derivative) {
      NodeWriter writer = context.writer();
      TensorRef positive = writer.unary("Relu", context.gradient());
      if (relu.node().op().equals("Maximum")) {
        // The derivative of a maximum is 1 where both operands are equal; that of a ReLU is 0.
        TensorRef open = writer.likeSecond("ReluGrad", positive, context.output(0));
        return Map.of(relu.input(), Unbroadcast.reduce(context, open, relu.input()));
      }
      return derivative.gradient(
          new RuleContext(context.node(), Map.of(0, positive), context.needed(), context.tape()));
    }
  },

  /**
   * What is positive of the gradient, whether the ReLU is open or not: M. Zeiler, R. Fergus,
   * "Visualizing and understanding convolutional networks", ECCV 2014 (arXiv:1311.2901), section
   * 2.1.
   */
  DECONVOLUTION {
    @Override
    Map<Integer, TensorRef> of(Rectifier relu, RuleContext context, GradientRule derivative) {
      TensorRef positive = context.writer().unary("Relu", context.gradient());
      boolean broadcasts = relu.node().op().equals("Maximum");
      return Map.of(
          relu.input(),
          broadcasts ? Unbroadcast.reduce(context, positive, relu.input()) : positive);
    }
  };

  /**
   * The gradients of a ReLU's inputs.
   *
   * @param derivative the rule for the op as such
   */
  abstract Map<Integer, TensorRef> of(Rectifier relu, RuleContext context, GradientRule derivative);
}
