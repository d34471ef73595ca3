package io.attributable;

import java.util.Objects;

/**
 * Feature permutation: what the output of each example loses where a feature is taken from another
 * example of the batch, drawn at random (captum's {@code FeaturePermutation}). No baseline is made
 * up: what replaces a feature is what others have. So an attribution depends on the batch, which
 * has two examples or more, is never cut, and is no stream.
 *
 * <p>Explained are inputs or layers, as by {@link Ablation}.
 *
 * <p>Source: L. Breiman, "Random forests", Machine Learning 45, 2001, section 10; example by
 * example as in captum.
 *
 * @param mask which elements are one feature; the same for all examples
 * @param seed the same one gives each feature the same examples, in batches of the same size
 */
public record Permutation(
    @MethodParameter(PerturbationParameters.MASK) FeatureMask mask,
    @MethodParameter(PerturbationParameters.SEED) long seed)
    implements AttributionMethod, MaskedMethod {
  /** Element by element. */
  public Permutation() {
    this(FeatureMask.none(), 0);
  }

  /** Requires the mask. */
  public Permutation {
    Objects.requireNonNull(mask, "mask");
  }

  @Override
  public String name() {
    return "permutation";
  }
}
