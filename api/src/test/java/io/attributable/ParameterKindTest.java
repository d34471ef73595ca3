package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What requests may give for parameters of each type. */
class ParameterKindTest {
  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(boolean.class, "true", true),
        Arguments.of(boolean.class, false, false),
        Arguments.of(int.class, "-3", -3),
        Arguments.of(int.class, 7, 7),
        Arguments.of(long.class, "8589934592", 8_589_934_592L),
        Arguments.of(double.class, "0.5", 0.5),
        Arguments.of(double.class, 2, 2.0),
        Arguments.of(String.class, "Black", "Black"),
        Arguments.of(Mode.class, "local", Mode.LOCAL));
  }

  @ParameterizedTest
  @MethodSource("values")
  void textsAndValuesOfJsonAreRead(Class<?> type, Object given, Object meant) {
    assertThat(ParameterKind.of(type).read(given)).isEqualTo(Optional.of(meant));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(boolean.class, "yes"),
        Arguments.of(boolean.class, 1),
        Arguments.of(int.class, "1.5"),
        Arguments.of(int.class, 1.0),
        Arguments.of(int.class, "8589934592"),
        Arguments.of(long.class, "x"),
        Arguments.of(double.class, "NaN"),
        Arguments.of(double.class, "1e999"),
        Arguments.of(double.class, List.of(1)),
        Arguments.of(String.class, 1),
        Arguments.of(Mode.class, "LOCAL"),
        Arguments.of(Mode.class, "both"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsNoneOfThemIsNotRead(Class<?> type, Object given) {
    assertThat(ParameterKind.of(type).read(given)).isEmpty();
  }

  @Test
  void usageTextsNameThem() {
    assertThat(ParameterKind.of(Mode.class).label()).isEqualTo("global|local");
    assertThat(ParameterKind.of(Mode.class).valid()).isEqualTo("global or local");
    assertThat(ParameterKind.of(int.class).label()).isEqualTo("N");
  }

  @Test
  void aTypeThatNobodyCouldWriteIsNoParameter() {
    assertThatThrownBy(() -> ParameterKind.of(Object.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.Object");
  }
}
