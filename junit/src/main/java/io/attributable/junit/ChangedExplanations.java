package io.attributable.junit;

import io.attributable.evidence.compare.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** How tests fail. */
final class ChangedExplanations {
  private static final int MOST = 20;

  private ChangedExplanations() {}

  static void check(String what, List<Violation> violations) {
    if (!violations.isEmpty()) {
      String lines =
          violations.stream()
              .limit(MOST)
              .map(violation -> "\n  " + violation)
              .collect(Collectors.joining());
      String more = violations.size() > MOST ? "\n  … " + (violations.size() - MOST) + " more" : "";
      throw new AssertionFailedError(what + " are not as close as is required:" + lines + more);
    }
  }
}
