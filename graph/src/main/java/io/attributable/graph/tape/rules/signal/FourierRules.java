package io.attributable.graph.tape.rules.signal;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.ComplexWriter;
import io.attributable.graph.write.ElementwiseWriter;
import io.attributable.graph.write.NodeWriter;
import io.attributable.graph.write.TrailingDimensions;
import java.util.HashMap;
import java.util.Map;

/**
 * Fourier transforms over the last one, two or three dimensions. The gradient of a transform is the
 * inverse transform, except for a factor. Those of real numbers keep half of the spectrum, the
 * other half being its mirror image.
 *
 * <p>Source: {@code tensorflow/python/ops/signal/fft_ops.py}, {@code _fft_grad}, {@code
 * _ifft_grad}, {@code _rfft_grad_helper}, {@code _irfft_grad_helper}; Python has none for {@code
 * RFFT3D} and {@code IRFFT3D}.
 */
public final class FourierRules {
  private FourierRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    for (int dims = 1; dims <= 3; dims++) {
      FourierTransforms transforms = new FourierTransforms(dims);
      rules.put(transforms.name("FFT"), context -> transform(context, transforms));
      rules.put(transforms.name("IFFT"), context -> inverse(context, transforms));
      rules.put(transforms.name("RFFT"), context -> ofReal(context, transforms));
      rules.put(transforms.name("IRFFT"), context -> toReal(context, transforms));
    }
    return rules;
  }

  private static Map<Integer, TensorRef> transform(
      RuleContext context, FourierTransforms transforms) {
    TensorRef dy = context.gradient();
    TensorRef back = transforms.write(context, "IFFT", dy);
    TensorRef count = new TrailingDimensions(context.writer(), dy, transforms.dims()).product(dy);
    return Map.of(0, new ElementwiseWriter(context.writer(), dy).times(back, count));
  }

  private static Map<Integer, TensorRef> inverse(
      RuleContext context, FourierTransforms transforms) {
    TensorRef dy = context.gradient();
    TensorRef back = transforms.write(context, "FFT", dy);
    TensorRef count = new TrailingDimensions(context.writer(), dy, transforms.dims()).product(dy);
    return Map.of(0, new ElementwiseWriter(context.writer(), dy).over(back, count));
  }

  /**
   * Inputs: the values, and the transform's length in each dimension. The half that was dropped has
   * no gradient; the transform back takes it as zeros, and is looked at where it is real.
   */
  private static Map<Integer, TensorRef> ofReal(RuleContext context, FourierTransforms transforms) {
    NodeWriter w = context.writer();
    TensorRef x = context.input(0);
    TrailingDimensions lengths =
        TrailingDimensions.given(context.writer(), context.input(1), transforms.dims());
    TensorRef whole = lengths.last().pad(context.gradient());
    TensorRef back = ComplexWriter.real(w, transforms.write(context, "IFFT", whole));
    TensorRef scaled = new ElementwiseWriter(w, back).times(back, lengths.product(x));
    return Map.of(0, new TrailingDimensions(context.writer(), x, transforms.dims()).pad(scaled));
  }

  /** Inputs: half a spectrum, and the length of the result in each dimension. */
  private static Map<Integer, TensorRef> toReal(RuleContext context, FourierTransforms transforms) {
    NodeWriter w = context.writer();
    TensorRef z = context.input(0);
    TensorRef dy = context.gradient();
    TrailingDimensions lengths =
        TrailingDimensions.given(context.writer(), context.input(1), transforms.dims());
    TensorRef back = transforms.writeReal(context, dy, context.input(1));
    TensorRef shares = w.binary("RealDiv", times(context, lengths, dy), lengths.product(dy));
    TensorRef half = new ElementwiseWriter(w, back).times(back, w.cast(shares, w.graph().type(z)));
    return Map.of(0, new TrailingDimensions(context.writer(), z, transforms.dims()).pad(half));
  }

  /**
   * 2 for each frequency that has a mirror image, else 1: for frequency zero, and for the Nyquist
   * frequency.
   */
  private static TensorRef times(RuleContext context, TrailingDimensions lengths, TensorRef like) {
    NodeWriter w = context.writer();
    ArrayWriter arrays = new ArrayWriter(context.writer());
    TensorRef length = lengths.last().size(0);
    TensorRef half = w.binary("FloorDiv", length, w.scalar(2));
    TensorRef frequencies = arrays.range(w.binary("AddV2", half, w.scalar(1)));
    TensorRef around = w.binary("FloorMod", w.binary("AddV2", frequencies, frequencies), length);
    TensorRef single = arrays.equal(around, w.scalar(0), w.graph().type(like));
    return w.binary("Sub", w.scalarLike(like, 2), single);
  }
}
