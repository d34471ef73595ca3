package io.attributable;

/** A method that compares each example with baselines of a distribution. */
public sealed interface DistributionMethod extends AttributionMethod
    permits GradientShap, DeepLiftShap {
  /** The rows of the distribution. */
  Baselines baselines();
}
