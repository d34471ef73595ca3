package io.attributable;

import java.util.Objects;

/**
 * Occlusion: a window is moved over a tensor, and what it covers is replaced by the baseline. A
 * value is {@code F(x) - F(x with the window)}, in the mean over all windows that cover the element
 * (captum's {@code Occlusion}). Windows move by their strides; the last one along an axis is cut
 * off where the tensor ends, as in captum. Where several tensors are explained, each has windows of
 * its own.
 *
 * <p>Source: M. Zeiler, R. Fergus, "Visualizing and understanding convolutional networks", ECCV
 * 2014 (arXiv:1311.2901), section 4.2.
 *
 * @param baseline what is put in the place of what a window covers
 * @param window its sizes, one for each dimension after the first, such as 8, 8, 3 for a picture
 *     with its channels; required
 * @param strides how far a window moves along each dimension, at most its size; 1 everywhere unless
 *     given
 */
public record Occlusion(
    @MethodParameter("What is put in the place of what a window covers.") Baseline baseline,
    @MethodParameter("The sizes of a window, without the dimension of the examples.") Window window,
    @MethodParameter("How far windows move along each dimension.") Window strides)
    implements PerturbationMethod {

  /** Without a window, which is required when a request is run. */
  public Occlusion() {
    this(Baseline.zeros(), Window.none(), Window.none());
  }

  /** By zeros, in steps of 1. */
  public Occlusion(Window window) {
    this(Baseline.zeros(), window, Window.none());
  }

  /** Requires all. */
  public Occlusion {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(strides, "strides");
  }

  @Override
  public String name() {
    return "occlusion";
  }

  @Override
  public Occlusion withBaseline(Baseline other) {
    return new Occlusion(other, window, strides);
  }
}
