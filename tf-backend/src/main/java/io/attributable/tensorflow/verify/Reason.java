package io.attributable.tensorflow.verify;

/** Why a verdict is not a plain one, and what to do. */
public enum Reason {
  /** Rounding hides what the layer does to the output. */
  ROUNDING(
      "The output changes too little with the layer for its own rounding. Explain what lies before"
          + " a saturated softmax or sigmoid, or verify a model of higher precision."),
  /** Non-differentiable points all around the activation: differences never settle. */
  UNSETTLED(
      "The differences do not settle as steps become smaller. Try another input, or more"
          + " directions."),
  /**
   * A non-differentiable point at the activation or next to it: a value near zero before a ReLU,
   * values that are nearly equal before a maximum.
   */
  NON_DIFFERENTIABLE(
      "The activation lies at a non-differentiable point of the output or next to one, such as a"
          + " tie of a max pooling: the gradient jumps within the steps of differences. Try an"
          + " input that differs a little."),
  /** The output is not the same from run to run. */
  RANDOM(
      "The output differs from run to run of the same input. Export the model without random ops,"
          + " or explain a layer behind them."),
  /** The output depends on state that changes whenever it is computed. */
  STATE(
      "Computing the output changes state of the model, which the next run starts from. Export the"
          + " model without ops that write, or explain a layer behind them."),
  /** Some value is infinite or NaN. */
  NOT_FINITE("The output or the gradient is not finite. Try another input."),
  /** A gradient that is not meant to be the derivative. */
  OWN_GRADIENT(
      "An op between layer and output has a gradient that is by definition not its derivative,"
          + " which differences cannot check. Verify layers before and behind it towards each"
          + " other."),
  /** Examples of a batch influence each other. */
  EXAMPLES_INTERACT(
      "Examples of the batch influence each other, so that only their sum was compared: an"
          + " attribution is that of the sum, too."),
  /** There was nothing to compare. */
  NO_EXAMPLES("There is no example. Give at least one.");

  private final String advice;

  Reason(String advice) {
    this.advice = advice;
  }

  /** What it means and what to do. */
  public String advice() {
    return advice;
  }
}
