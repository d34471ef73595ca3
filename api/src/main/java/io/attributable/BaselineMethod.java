package io.attributable;

/** A method that compares each example with one baseline. */
public sealed interface BaselineMethod extends AttributionMethod
    permits PathMethod, DeepLift, PerturbationMethod {
  /** What each example is compared with. */
  Baseline baseline();

  /** The same with another baseline. */
  BaselineMethod withBaseline(Baseline other);
}
