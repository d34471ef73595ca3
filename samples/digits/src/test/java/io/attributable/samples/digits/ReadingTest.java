package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

class ReadingTest {

  @Test
  void ranksTheClassesOfOneExample() {
    FloatNdArray logits = StdArrays.ndCopyOf(new float[][] {{9, 0, 0}, {1, 3, 2}});

    Reading reading = Reading.ofLogits(logits, 1);

    assertThat(reading.best()).isEqualTo(1);
    assertThat(reading.runnerUp()).isEqualTo(2);
    assertThat(reading.classes()).isEqualTo(3);
    assertThat(reading.score(1)).isEqualTo(3);
  }

  @Test
  void probabilitiesAreTheSoftmaxOfTheLogits() {
    Reading reading =
        Reading.ofLogits(StdArrays.ndCopyOf(new float[][] {{0, (float) Math.log(3)}}), 0);

    assertThat(reading.probability(0)).isCloseTo(0.25, within(1e-7));
    assertThat(reading.probability(1)).isCloseTo(0.75, within(1e-7));
  }

  @Test
  void largeLogitsDoNotOverflow() {
    Reading reading = Reading.ofLogits(StdArrays.ndCopyOf(new float[][] {{2000, 2000}}), 0);

    assertThat(reading.probability(0)).isEqualTo(0.5);
  }

  @Test
  void theFirstOfEqualClassesIsTheBest() {
    Reading reading = Reading.ofLogits(StdArrays.ndCopyOf(new float[][] {{1, 2, 2}}), 0);

    assertThat(reading.best()).isEqualTo(1);
    assertThat(reading.runnerUp()).isEqualTo(2);
  }
}
