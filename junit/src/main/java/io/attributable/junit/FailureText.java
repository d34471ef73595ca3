package io.attributable.junit;

import java.util.List;
import java.util.stream.Collectors;

/** What failures say: what is wrong, and the first places where. */
final class FailureText {
  private static final int MOST = 20;

  private FailureText() {}

  static String of(String head, List<?> lines) {
    String first =
        lines.stream().limit(MOST).map(line -> "\n  " + line).collect(Collectors.joining());
    return head + first + (lines.size() > MOST ? "\n  … " + (lines.size() - MOST) + " more" : "");
  }
}
