package io.attributable;

/**
 * The gradient of the target, of which each ReLU hands back only what is positive and where it was
 * open: captum's {@code GuidedBackprop}, of inputs and of layers. Neither a derivative nor an
 * approximation of one: it shows which patterns excite the target.
 *
 * <p>At a ReLU with input z, of the gradient g of its output relu(g) goes back where z is positive,
 * and 0 elsewhere. A ReLU is an op {@code Relu}, {@code Relu6} or {@code ClipByValue} from 0, or a
 * {@code Maximum} with a constant 0, wherever it lies: in loops, branches and called functions,
 * too. Other activations keep their derivative. Where no ReLU lies between a tensor and the output,
 * but other activations do, the method does not apply ({@link ErrorCode#METHOD_NOT_APPLICABLE}).
 *
 * <p>Source: J. Springenberg, A. Dosovitskiy, T. Brox, M. Riedmiller, "Striving for simplicity: The
 * all convolutional net", ICLR 2015 workshop (arXiv:1412.6806).
 */
public record GuidedBackpropagation() implements AttributionMethod {

  @Override
  public String name() {
    return "guided-backpropagation";
  }
}
