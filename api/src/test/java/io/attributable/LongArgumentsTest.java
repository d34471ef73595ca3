package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values of users stand in messages, but not megabytes of them. */
class LongArgumentsTest {
  @Test
  void areCut() {
    String name = "x".repeat(5_000_000);
    String message = ErrorCode.UNKNOWN_LAYER.message(name, "s", "m", 3, "");
    assertThat(message)
        .hasSizeLessThan(10_000)
        .startsWith("[UnknownLayer] No layer \"xxx")
        .contains("xxx… (5000000 characters)\" in signature \"s\"");
  }

  @Test
  void othersStay() {
    String name = "y".repeat(1_000);
    assertThat(ErrorCode.UNKNOWN_LAYER.message(name, "s", "m", 3, "")).contains(name + "\"");
  }
}
