package io.attributable.samples.digits;

/** The answer to "why not the runner-up?" in a sentence, from the layer next to the pixels. */
final class Finding {
  private Finding() {}

  /** Such as {@code What favours 3 over 8 most lies at the upper right; …}. */
  static String of(DigitExplanation explanation) {
    int best = explanation.reading().best();
    int runnerUp = explanation.reading().runnerUp();
    Grid difference = explanation.layers().get(0).difference().values();
    return "The ink that most favours "
        + Compass.mostFor(difference)
            .map(place -> best + " over " + runnerUp + " lies at the " + place)
            .orElse(best + " over " + runnerUp + " lies nowhere in particular")
        + Compass.mostAgainst(difference)
            .map(place -> "; what most favours " + runnerUp + ", at the " + place + ".")
            .orElse("; none favours " + runnerUp + ".");
  }
}
