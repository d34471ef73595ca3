package io.attributable;

import java.util.Objects;

/**
 * Feature ablation: what the output loses where a feature is replaced by the baseline, {@code F(x)
 * - F(x without it)} (captum's {@code FeatureAblation} and {@code LayerFeatureAblation}). It takes
 * one evaluation for each feature. Features that stand in for one another get little, each alone.
 *
 * @param baseline what features are replaced by
 * @param mask which elements are one feature
 */
public record Ablation(
    @MethodParameter(PerturbationParameters.BASELINE) Baseline baseline,
    @MethodParameter(PerturbationParameters.MASK) FeatureMask mask)
    implements FeatureGroupMethod {

  /** By zeros, element by element. */
  public Ablation() {
    this(Baseline.zeros());
  }

  /** Element by element. */
  public Ablation(Baseline baseline) {
    this(baseline, FeatureMask.none());
  }

  /** Requires both. */
  public Ablation {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(mask, "mask");
  }

  @Override
  public String name() {
    return "ablation";
  }

  @Override
  public Ablation withBaseline(Baseline other) {
    return new Ablation(other, mask);
  }

  @Override
  public Ablation withMask(FeatureMask other) {
    return new Ablation(baseline, other);
  }
}
