package io.attributable.graph.tape.rules.image;

import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;

/**
 * The saturation of pixels: 1 - min / max, and 0 where max is not positive.
 *
 * <p>Source: {@code tensorflow/core/kernels/image/colorspace_op.h}, {@code RGBToHSV}.
 */
final class Saturation {
  private final NodeWriter w;
  private final HsvColours colours;
  private final TensorRef isBright;

  Saturation(RuleContext context, HsvColours colours) {
    this.w = context.writer();
    this.colours = colours;
    TensorRef zero = w.scalarLike(colours.max(), 0);
    this.isBright = w.unary("Sign", w.binary("Maximum", colours.max(), zero));
  }

  TensorRef value() {
    return overMax(colours.range());
  }

  /** Between 0 and 1. */
  TensorRef clipped(TensorRef x) {
    TensorRef low = w.binary("Maximum", x, w.scalarLike(x, 0));
    return w.binary("Minimum", low, w.scalarLike(x, 1));
  }

  TensorRef ofMax(TensorRef gradient) {
    return overMax(overMax(w.mul(gradient, colours.min())));
  }

  TensorRef ofMin(TensorRef gradient) {
    return w.neg(overMax(gradient));
  }

  private TensorRef overMax(TensorRef x) {
    return w.mul(isBright, w.binary("DivNoNan", x, colours.max()));
  }
}
