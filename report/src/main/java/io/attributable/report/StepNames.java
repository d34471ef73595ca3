package io.attributable.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What the steps and channels of a series are called.
 *
 * @param channels their names; none where they have none
 * @param unit of a step, such as {@code h}; empty for none
 * @param first what the first step is counted as; negative where steps were added in front
 * @param rate steps per second, where time is told in seconds
 */
record StepNames(List<String> channels, String unit, int first, OptionalDouble rate) {
  static final StepNames NONE = new StepNames(List.of(), "", 0);
  private static final String SECONDS = "s";
  private static final String STEP = "step";

  /** Steps that are seconds are told in seconds. */
  StepNames(List<String> channels, String unit, int first) {
    this(
        channels,
        unit,
        first,
        unit.equals(SECONDS) && first == 0 ? OptionalDouble.of(1) : OptionalDouble.empty());
  }

  StepNames rate(OptionalDouble other) {
    return new StepNames(channels, unit, first, other);
  }

  /** Such as {@code step 12}, {@code 12 h}, {@code 0.75 s}. */
  String step(int step) {
    if (rate.isPresent()) {
      return Figures.plain(step / rate.getAsDouble()) + " " + SECONDS;
    }
    return unit.isEmpty() || unit.equals(STEP)
        ? STEP + " " + (first + step)
        : Figures.plain(first + step) + " " + unit;
  }

  /** Such as {@code channel 2}, or its name. */
  String channel(int channel) {
    return channels.isEmpty() ? "channel " + channel : channels.get(channel);
  }
}
