package io.attributable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

/** Each benchmark's body runs, with each of its own subjects. */
@Tag("slow")
class BenchmarksTest {
  static Stream<String> subjects() throws NoSuchFieldException {
    return Stream.of(
        AttributionBenchmark.class.getField("subject").getAnnotation(Param.class).value());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void attributes(String subject) {
    AttributionBenchmark benchmark = new AttributionBenchmark();
    benchmark.subject = subject;
    benchmark.batch = 3;
    benchmark.load();
    try {
      Attributions attributions = benchmark.attribute();
      assertThat(attributions.layers().get(0).tensors().get(0).shape()[0]).isEqualTo(3);
      assertThat(Prepared.sums(List.of(attributions))[1]).isPositive();
    } finally {
      benchmark.close();
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void plans(String subject) {
    PlanBenchmark benchmark = new PlanBenchmark();
    benchmark.subject = subject;
    benchmark.load();
    try {
      assertThat(benchmark.plan().layers()).hasSize(1);
    } finally {
      benchmark.close();
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void loads(String subject) {
    LoadBenchmark benchmark = new LoadBenchmark();
    benchmark.subject = subject;
    benchmark.load();
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits:conv2", "k3_lstm:hidden"})
  void serves(String subject) throws IOException {
    ServedBenchmark benchmark = new ServedBenchmark();
    benchmark.subject = subject;
    benchmark.batch = 2;
    benchmark.load();
    try {
      assertThat(benchmark.copied()).isEqualTo(benchmark.original()).isPositive();
      assertThat(benchmark.explained()).isEqualTo(benchmark.original() + 1);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void absentModelsAreToldApart() {
    LoadBenchmark benchmark = new LoadBenchmark();
    benchmark.subject = "absent:x";
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(benchmark::load)
        .withMessageContaining(Fixtures.model("absent").toString());
  }
}
