package io.attributable.samples.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainInJavaTest {
  @TempDir private Path folder;

  @Test
  void learnsAndIsExplainedAlongTheWay() throws Exception {
    TrainInJava.Outcome outcome = TrainInJava.run(folder, 15);

    assertThat(outcome.losses().get(14)).isLessThan(outcome.losses().get(0) / 3);
    assertThat(outcome.accuracyBefore()).isLessThan(0.4);
    assertThat(outcome.accuracyAfter()).isGreaterThan(0.93);
    assertThat(outcome.live().floats()).isNotEqualTo(outcome.before().floats());
    outcome
        .live()
        .floats()
        .scalars()
        .forEachIndexed(
            (at, live) ->
                assertThat(outcome.saved().floats().getFloat(at))
                    .isCloseTo(live.getFloat(), within(1e-5f)));
    assertThat(Files.size(folder.resolve("before.png"))).isPositive();
    assertThat(Files.size(folder.resolve("after.png"))).isPositive();
  }
}
