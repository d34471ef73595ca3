package io.attributable.cli.inspect;

import java.util.List;

/**
 * What a model has.
 *
 * @param model its directory as it was given
 * @param signatures sorted by name
 */
public record ModelReport(String model, List<SignatureReport> signatures) {
  /** Copies the list. */
  public ModelReport {
    signatures = List.copyOf(signatures);
  }

  /** Whether the layers of every signature could be found. */
  public boolean isComplete() {
    return signatures.stream().allMatch(signature -> signature.problem().isEmpty());
  }
}
