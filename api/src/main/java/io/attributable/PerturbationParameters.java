package io.attributable;

/** What parameters mean that several methods share. */
final class PerturbationParameters {
  static final String BASELINE =
      "What stands for the absence of a feature: a number, or arrays by input.";
  static final String MASK = "Which elements are one feature: whole numbers by input.";
  static final String SEED = "The seed of everything random.";

  private PerturbationParameters() {}
}
