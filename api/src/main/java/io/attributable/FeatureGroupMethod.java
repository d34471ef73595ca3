package io.attributable;

/**
 * A method that replaces features as wholes: single elements, or those that a mask puts together.
 * All elements of a feature have the same value, that of the feature.
 */
public sealed interface FeatureGroupMethod extends PerturbationMethod, MaskedMethod
    permits Ablation, ShapleySampling, Shapley, KernelShap, Lime {
  /** Which elements are one feature; each its own where the mask says nothing. */
  @Override
  FeatureMask mask();

  /** The same with another baseline. */
  @Override
  FeatureGroupMethod withBaseline(Baseline other);

  /** The same with another mask. */
  FeatureGroupMethod withMask(FeatureMask other);
}
