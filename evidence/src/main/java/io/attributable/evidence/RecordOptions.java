package io.attributable.evidence;

import io.attributable.NonNull;
import io.attributable.ReasonSide;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What records keep. Immutable, safe for any number of threads; each method gives a changed copy.
 *
 * @param inputs of inputs that are not named; {@link Kept#HASH} unless told otherwise
 * @param byInput of these inputs
 * @param baselines of arrays of baselines; {@link Kept#VALUES} unless told otherwise
 * @param attributions of attributions and outputs; {@link Kept#VALUES} unless told otherwise
 * @param reasons how many {@linkplain io.attributable.Reasons reasons} of each example are kept; 0
 *     for none
 * @param side which reasons
 * @param clock tells the time of records
 */
public record RecordOptions(
    Kept inputs,
    Map<String, Kept> byInput,
    Kept baselines,
    Kept attributions,
    int reasons,
    ReasonSide side,
    Clock clock) {

  /** Copies the map. */
  public RecordOptions {
    Objects.requireNonNull(inputs, "inputs");
    NonNull.all(byInput, "byInput");
    Objects.requireNonNull(baselines, "baselines");
    Objects.requireNonNull(attributions, "attributions");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(clock, "clock");
    byInput = Map.copyOf(byInput);
    if (reasons < 0) {
      throw new IllegalArgumentException("reasons " + reasons + " is negative");
    }
  }

  /** Hashes of inputs, baselines and attributions themselves, the system's clock. */
  public static RecordOptions defaults() {
    return new RecordOptions(
        Kept.HASH, Map.of(), Kept.VALUES, Kept.VALUES, 0, ReasonSide.AGAINST, Clock.systemUTC());
  }

  /** What is kept of all inputs that are not named. */
  public RecordOptions inputs(Kept kept) {
    return new RecordOptions(kept, byInput, baselines, attributions, reasons, side, clock);
  }

  /** What is kept of one input. */
  public RecordOptions input(String name, Kept kept) {
    Map<String, Kept> all = new LinkedHashMap<>(byInput);
    all.put(Objects.requireNonNull(name, "name"), kept);
    return new RecordOptions(inputs, all, baselines, attributions, reasons, side, clock);
  }

  /** What is kept of arrays of baselines. */
  public RecordOptions baselines(Kept kept) {
    return new RecordOptions(inputs, byInput, kept, attributions, reasons, side, clock);
  }

  /** What is kept of attributions and outputs. */
  public RecordOptions attributions(Kept kept) {
    return new RecordOptions(inputs, byInput, baselines, kept, reasons, side, clock);
  }

  /** Keeps the features that spoke most against the target, or for it, of each example. */
  public RecordOptions reasons(int count, ReasonSide wanted) {
    return new RecordOptions(inputs, byInput, baselines, attributions, count, wanted, clock);
  }

  /** Another clock, for tests and for those who have a better one. */
  public RecordOptions clock(Clock other) {
    return new RecordOptions(inputs, byInput, baselines, attributions, reasons, side, other);
  }

  Kept of(String input) {
    return Optional.ofNullable(byInput.get(input)).orElse(inputs);
  }
}
