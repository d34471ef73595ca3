package io.attributable.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTextTest {
  private static final Map<String, Target> TARGETS =
      Map.of(
          "3", Target.of(3),
          "-1", Target.of(-1),
          "0,3,9", Target.perExample(0, 3, 9),
          "(3,1)", Target.of(3, 1),
          "(3,)", Target.of(3),
          "(-1,0)", Target.of(-1, 0),
          "(0,1),(1,1)", new Target.PerExample(List.of(List.of(0, 1), List.of(1, 1))),
          " ( 0, 1 ), ( 1, 1 ) ", new Target.PerExample(List.of(List.of(0, 1), List.of(1, 1))),
          "predicted", Target.predicted(),
          "none", Target.none());

  @Test
  void readsEveryForm() {
    TARGETS.forEach((text, target) -> assertThat(TargetText.read(text)).isEqualTo(target));
  }

  @Test
  void readsSlices() {
    assertThat(TargetText.read("0:2")).isEqualTo(Target.slice("0:2"));
    assertThat(TargetText.read("(3, 0:2, :)")).isEqualTo(Target.slice("3,0:2,:"));
    assertThat(TargetText.read("0:2,3")).isEqualTo(Target.slicePerExample("0:2", "3"));
    assertThat(TargetText.read("(0,:),(1,::2)")).isEqualTo(Target.slicePerExample("0,:", "1,::2"));
    assertThat(TargetText.read("(3:4,1)")).isEqualTo(Target.of(3, 1));
    assertThat(TargetSelection.read("(0,:),(1,2)").named())
        .containsExactly(Target.slice("0,:"), Target.of(1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "3.0",
        "3,",
        ",3",
        "1,(2,3)",
        "(1,2),3",
        "()",
        "(1,2",
        "1 2,",
        "((1,2))",
        "99999999999",
        "2147483648",
        "true",
        "1-2",
        "::0",
        "::-1",
        ":::",
        "Predicted"
      })
  void refusesOtherText(String text) {
    AttributionException refusal =
        catchThrowableOfType(AttributionException.class, () -> TargetText.read(text));
    assertThat(refusal.code()).isEqualTo(ErrorCode.TARGET_INVALID);
    assertThat(refusal).hasMessageContaining("\"" + text + "\"");
  }
}
