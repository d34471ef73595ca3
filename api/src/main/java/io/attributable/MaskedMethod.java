package io.attributable;

/** A method that perturbs features as wholes, which a mask puts together. */
public sealed interface MaskedMethod permits FeatureGroupMethod, Permutation {
  /** Which elements are one feature; each its own where the mask says nothing. */
  FeatureMask mask();
}
