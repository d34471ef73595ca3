package io.attributable.samples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

class ServeExplainedTest {
  @TempDir private Path folder;

  @Test
  void explainsWhereItIsServed() {
    Path served = folder.resolve("digits").resolve("1");
    Export.run(Fixtures.model("digits"), served);
    FloatNdArray images =
        (FloatNdArray) Fixtures.array(Fixtures.golden().resolve("digits/four.image.npy"));

    try (Ask ask = new Ask(served)) {
      Ask.Answer right = ask.ask(images, 3, 8, 9, 9);
      Ask.Answer other = ask.ask(images, 3, 8, 9, 99);

      assertThat(right.probabilities().shape()).isEqualTo(Shape.of(4, 10));
      assertThat(right.heatMaps().shape()).isEqualTo(Shape.of(4, 8, 8));
      assertThat(other.heatMaps().get(2)).isEqualTo(right.heatMaps().get(2));
      assertThat(other.heatMaps().getFloat(3, 0, 0)).isNaN();
      assertThat(right.heatMaps().getFloat(3, 0, 0)).isNotNaN();
    }
  }
}
