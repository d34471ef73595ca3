package io.attributable.tensorflow.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingsTest {
  @Test
  void medianLiesInTheMiddle() {
    assertThat(new Timings(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
    assertThat(new Timings(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3);
    assertThat(new Timings(List.of(5.0)).median()).isEqualTo(5);
  }

  @Test
  void spreadIsTheDistanceOfTheQuartiles() {
    assertThat(new Timings(List.of(5.0, 1.0, 2.0, 4.0, 3.0)).spread()).isEqualTo(2);
    assertThat(new Timings(List.of(5.0)).spread()).isZero();
  }

  @Test
  void isOfSomething() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Timings(List.of()));
  }
}
