package io.attributable.samples.digits;

/** How well the model read a digit. */
enum Verdict {
  RIGHT,
  CLOSE,
  WRONG;

  /** Below this probability even a right reading was a close one. */
  private static final double SURE = 0.95;

  static Verdict of(DigitExplanation explanation) {
    Reading reading = explanation.reading();
    if (reading.best() != explanation.digit().label()) {
      return WRONG;
    }
    return reading.probability(reading.best()) < SURE ? CLOSE : RIGHT;
  }

  /** In words. */
  String describe(Digit digit) {
    return switch (this) {
      case RIGHT -> "Right, and sure";
      case CLOSE -> "Right, but not sure";
      case WRONG -> "Wrong: it is " + Numbers.withArticle(digit.label());
    };
  }

  /** Its class in the page's style sheet. */
  String cssClass() {
    return switch (this) {
      case RIGHT -> "right";
      case CLOSE -> "close";
      case WRONG -> "wrong";
    };
  }
}
