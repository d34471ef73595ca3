package io.attributable.junit;

import io.attributable.evidence.compare.Violation;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** How tests fail. */
final class ChangedExplanations {
  private ChangedExplanations() {}

  static void check(String what, List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new AssertionFailedError(
          FailureText.of(what + " are not as close as is required:", violations));
    }
  }
}
