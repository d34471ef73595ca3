package io.attributable.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerFieldsTest {
  private static final String HALF = "\ud83d";

  /** A log with such a name was malformed for good; such a value came back as another one. */
  @Test
  void refusesWhatUtf8CannotSay() {
    assertThatThrownBy(() -> CallerFields.of("customer", "Zoë " + HALF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("field \"customer\" has half of a surrogate pair");
    assertThatThrownBy(() -> CallerFields.none().and(HALF, "4711"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CallerFields.none().ofExamples(List.of(Map.of("a", HALF))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(CallerFields.of("customer", "Zoë \ud83d\ude00").ofRecord()).hasSize(1);
  }
}
