package io.attributable;

/**
 * The size of the gradient of the target with respect to a layer's tensor, or an input: captum's
 * {@code Saliency}.
 *
 * <p>Source: K. Simonyan, A. Vedaldi, A. Zisserman, "Deep inside convolutional networks:
 * Visualising image classification models and saliency maps", 2013 (arXiv:1312.6034).
 *
 * @param signed whether the gradient keeps its sign (captum's {@code abs=False}), which makes it
 *     the {@linkplain Mode#LOCAL gradient alone}; not unless asked for
 */
public record Saliency(
    @MethodParameter("Keeps the gradient's sign instead of its size alone.") boolean signed)
    implements AttributionMethod {

  /** The size of the gradient. */
  public Saliency() {
    this(false);
  }

  @Override
  public String name() {
    return "saliency";
  }
}
