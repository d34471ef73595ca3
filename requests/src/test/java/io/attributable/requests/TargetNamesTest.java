package io.attributable.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetNamesTest {
  private static final TargetNames NAMES = new TargetNames(List.of("crane", "cat", "crane", "7"));

  @Test
  void namesAreThoseOfClasses() {
    assertThat(NAMES.read("cat")).isEqualTo(Target.of(1));
    assertThat(NAMES.read(" cat ")).isEqualTo(Target.of(1));
    assertThat(NAMES.read(List.of("cat", 2))).isEqualTo(Target.perExample(1, 2));
    assertThat(NAMES.read("2")).isEqualTo(Target.of(2));
    assertThat(NAMES.read("7")).isEqualTo(Target.of(3));
  }

  @Test
  void aNameOfTwoClassesIsNotGuessed() {
    assertThatThrownBy(() -> NAMES.read("crane"))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_INVALID))
        .hasMessageContaining("classes 0 and 2");
  }
}
