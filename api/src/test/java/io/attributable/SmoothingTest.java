package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmoothingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Smoothing> smoothings() {
    return Stream.of(
        Smoothing.smoothgrad(5, 0.1),
        Smoothing.smoothgradSquared(1, 0).withSeed(-7),
        Smoothing.vargrad(20, 0.15).relativeToRange(),
        Smoothing.vargrad(2, 1).withStdev(new Stdev(0.5, Map.of("a", 2.0))),
        Smoothing.vargrad(2, 1).withStdev(Stdev.of(Map.of("a", 2.0, "b", 0.25))));
  }

  @ParameterizedTest
  @MethodSource("smoothings")
  void isReadAsItIsWritten(Smoothing smoothing) throws JsonProcessingException {
    String json = JSON.writeValueAsString(smoothing);
    Map<String, Object> read = JSON.readValue(json, new TypeReference<>() {});
    assertThat(Smoothing.of(read)).isEqualTo(smoothing);
  }

  @Test
  void inJsonAllParametersAreWritten() throws JsonProcessingException {
    assertThat(JSON.writeValueAsString(Smoothing.smoothgradSquared(5, 0.1)))
        .isEqualTo(
            "{\"kind\":\"smoothgrad-squared\",\"samples\":5,\"stdev\":0.1,\"relative\":false,"
                + "\"seed\":0}");
    assertThat(JSON.writeValueAsString(new Stdev(0.5, Map.of("a", 2.0))))
        .isEqualTo("{\"*\":0.5,\"a\":2.0}");
  }

  @Test
  void inputsThatAreNotNamedHaveTheNumber() {
    Stdev stdev = new Stdev(0.5, Map.of("a", 2.0));
    assertThat(stdev.forInput("a")).isEqualTo(2);
    assertThat(stdev.forInput("b")).isEqualTo(0.5);
    assertThat(Stdev.of(Map.of("a", 2.0)).forInput("b")).isZero();
    assertThat(Stdev.of(Map.of("a", 0.0)).isZero()).isTrue();
    assertThat(stdev.isZero()).isFalse();
  }

  @Test
  void aMethodWithNoiseIsReadByName() {
    assertThat(Methods.of("gradient-shap", Map.of("stdev", Map.of("x", 0.5))))
        .isEqualTo(new GradientShap(Baselines.none(), 5, Stdev.of(Map.of("x", 0.5)), 0, false));
    assertThat(Methods.of("gradient-shap", Map.of("stdev", "0.25")).toMap())
        .containsEntry("stdev", Stdev.of(0.25));
    assertThatThrownBy(() -> Methods.of("gradient-shap", Map.of("stdev", -1)))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertRefused(() -> Smoothing.smoothgrad(0, 0.1), "\"samples\" cannot be \"0\"");
    assertRefused(() -> Smoothing.vargrad(10_000_001, 0.1), "it must be at most 10000000");
    assertRefused(() -> Smoothing.vargrad(2, -0.1), "\"stdev\" cannot be \"-0.1\"");
    assertRefused(() -> Smoothing.vargrad(2, Double.NaN), "\"stdev\" cannot be \"NaN\"");
    assertRefused(() -> new Stdev(0, Map.of("a", -1.0)), "\"stdev\" cannot be \"-1.0\"");
    assertRefused(() -> Smoothing.of(Map.of("kind", "vargrad")), "\"stdev\" is missing");
    assertRefused(() -> Smoothing.of(Map.of("stdev", 1, "sead", 1)), "\"seed\" is nearest");
    assertRefused(() -> Smoothing.of(Map.of("stdev", "much")), "a number from 0 on");
  }

  private static void assertRefused(Runnable request, String message) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOISE_INVALID))
        .hasMessageContaining(message);
  }
}
