package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets read out of the JSON that they are written as. */
class TargetReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Target> targets() {
    return Stream.of(
        Target.none(),
        Target.predicted(),
        Target.of(3),
        Target.of(-1),
        Target.of(3, 1),
        Target.perExample(0, 3, 9),
        Target.perExampleIndex(new int[] {0, 1}, new int[] {1, 1}),
        Target.slice("0:3"),
        Target.slice("3,0:2,:"),
        Target.slicePerExample("0:3", "5:"),
        Target.slicePerExample("0,:", "1,:"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void readWhatIsWritten(Target target) throws Exception {
    Object plain = JSON.readValue(JSON.writeValueAsString(target.toJson()), Object.class);
    assertThat(Target.read(plain)).isEqualTo(target);
  }

  static Stream<Object> wrong() {
    return Stream.of(
        "all",
        1.5,
        1L << 40,
        true,
        List.of(List.of(0, 1)),
        List.of("x"),
        Map.of(),
        Map.of("index", 1),
        Map.of("index", List.of(1), "more", 2),
        Map.of("indices", List.of(1)));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refuseTheRest(Object value) {
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> Target.read(value))
        .returns(ErrorCode.TARGET_INVALID, AttributionException::code);
  }
}
