package io.attributable;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Why a model decided as it did, seen from one layer: one array per tensor of the layer's port that
 * the output depends on. The others are told beside it: {@link #unused()}. Layer gradient ×
 * activation, after captum's {@code LayerGradientXActivation}. Immutable, on the Java heap.
 */
public final class Attribution {
  private final String layer;
  private final Port port;
  private final Mode mode;
  private final List<AttributedTensor> tensors;
  private final List<UnusedTensor> unused;
  private final @Nullable Prediction prediction;

  /**
   * For backends; users get attributions from an explainer.
   *
   * @param prediction the explained output of the same run, where it was asked for
   */
  public Attribution(
      String layer,
      Port port,
      Mode mode,
      List<AttributedTensor> tensors,
      @Nullable Prediction prediction) {
    this(layer, port, mode, tensors, List.of(), prediction);
  }

  /**
   * For backends; users get attributions from an explainer.
   *
   * @param unused the layer's tensors that no gradient gets to
   * @param prediction the explained output of the same run, where it was asked for
   */
  public Attribution(
      String layer,
      Port port,
      Mode mode,
      List<AttributedTensor> tensors,
      List<UnusedTensor> unused,
      @Nullable Prediction prediction) {
    this.layer = layer;
    this.port = port;
    this.mode = mode;
    this.tensors = List.copyOf(tensors);
    this.unused = List.copyOf(unused);
    this.prediction = prediction;
  }

  /** The layer's address as the user wrote it. */
  public String layer() {
    return layer;
  }

  /** The side of the layer. */
  public Port port() {
    return port;
  }

  /** Gradient × activation, or the gradient alone. */
  public Mode mode() {
    return mode;
  }

  /** At least one tensor, in the order in which the layer gives (or takes) them. */
  public List<AttributedTensor> tensors() {
    return tensors;
  }

  /**
   * The layer's tensors that the output does not depend on, or that no gradient gets to, in their
   * order. They are not part of {@link #tensors()}, unless zeros were asked for: with {@link
   * UnusedLayer#ZEROS} they are in both.
   */
  public List<UnusedTensor> unused() {
    return unused;
  }

  /**
   * The only tensor of the layer that was explained.
   *
   * @throws AttributionException SEVERAL_TENSORS if there are more
   */
  public AttributedTensor tensor() {
    if (tensors.size() != 1) {
      throw new AttributionException(ErrorCode.SEVERAL_TENSORS, layer, tensors.size());
    }
    return tensors.get(0);
  }

  /** The values of the only {@link #tensor()}, as {@link AttributedTensor#floats()}. */
  public FloatNdArray floats() {
    return tensor().floats();
  }

  /** The values of the only {@link #tensor()}, as {@link AttributedTensor#doubles()}. */
  public DoubleNdArray doubles() {
    return tensor().doubles();
  }

  /** The explained output of the same run, where the request asked for it. */
  public Optional<Prediction> prediction() {
    return Optional.ofNullable(prediction);
  }

  @Override
  public String toString() {
    return "Attribution[" + layer + " " + port + " " + mode + " " + tensors + "]";
  }
}
