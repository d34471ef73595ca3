package io.attributable.graph.points;

/**
 * How a method perturbs tensors.
 *
 * @param method what messages call it
 * @param by what decides which elements are replaced
 */
public record PerturbationDemand(String method, By by) {
  /** What decides which elements of a tensor are replaced. */
  public enum By {
    /** Features, each of which is there or not, and the feature that each element belongs to. */
    FEATURES,
    /** The same, replaced by those of other examples. */
    FEATURES_OF_OTHERS,
    /** Windows: what lies inside is replaced. */
    WINDOWS,
    /** Parts between 0 and 1, by which elements fade to what replaces them. */
    PARTS
  }
}
