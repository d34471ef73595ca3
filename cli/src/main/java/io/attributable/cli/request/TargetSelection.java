package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.List;

/**
 * Several targets of one request. Immutable.
 *
 * @param all whether all values of an example's output are selected
 * @param named the targets, where not all are selected
 */
public record TargetSelection(boolean all, List<Target> named) {
  static final String ALL = "all";

  /** Copies the list. */
  public TargetSelection {
    named = List.copyOf(named);
  }

  /**
   * Reads targets as they are written on the command line: {@code 1,4,7}, {@code (0,1),(2,1)},
   * {@code (0,:),(1,:)} or {@code all}.
   *
   * @throws AttributionException TARGET_INVALID
   */
  public static TargetSelection read(String text) {
    return read(text, ClassNames.NONE);
  }

  /**
   * The same, where names of classes may stand instead of numbers.
   *
   * @throws AttributionException TARGET_INVALID
   */
  public static TargetSelection read(String text, ClassNames classes) {
    if (text.strip().equals(ALL)) {
      return new TargetSelection(true, List.of());
    }
    Target written = TargetText.read(text, classes);
    if (written instanceof Target.Index || written instanceof Target.Slice) {
      return new TargetSelection(false, List.of(written));
    }
    if (written instanceof Target.PerExample each) {
      return new TargetSelection(
          false, each.indices().stream().<Target>map(Target.Index::new).toList());
    }
    if (written instanceof Target.SlicePerExample each) {
      return new TargetSelection(false, each.slices().stream().map(Target::slice).toList());
    }
    throw new AttributionException(
        ErrorCode.TARGET_INVALID,
        '"' + text + '"',
        "several targets are indices or slices, or \"all\"");
  }
}
