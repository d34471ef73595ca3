package io.attributable.samples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

class WhyDigitTest {
  private static final Path MODEL = Path.of("models/handwriting");
  private static final int SIDE = 28;

  private static WhyDigit why;

  @BeforeAll
  static void open() {
    why = WhyDigit.open(MODEL);
  }

  @AfterAll
  static void close() {
    why.close();
  }

  @Test
  void digitsAreReadAndOneIsMistaken() {
    assertThat(why.read(image("seven"))).isEqualTo(7);
    assertThat(why.read(image("four"))).isEqualTo(4);
    assertThat(why.read(image("mistaken"))).isEqualTo(4);
  }

  @Test
  void emptyPaperSaysNothingAndInkAddsUpToTheScore() {
    FloatNdArray seven = image("seven");
    Attribution pixels = why.pixels(seven, 7);
    double sum = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        float value = pixels.floats().getFloat(0, row, column, 0);
        sum += value;
        if (seven.getFloat(0, row, column, 0) == 0) {
          assertThat(value).isZero();
        }
      }
    }
    double change =
        pixels.convergence().orElseThrow().at().get(0)
            - pixels.convergence().orElseThrow().atBaseline().get(0);
    assertThat(sum).isCloseTo(change, within(0.05 * change)).isPositive();
  }

  @Test
  void placesAndRegionsAreMaps() {
    FloatNdArray seven = image("seven");
    assertThat(why.places(seven, 7).floats().shape()).isEqualTo(Shape.of(1, 7, 7));
    FloatNdArray regions = why.regions(seven, 7).floats();
    assertThat(regions.shape()).isEqualTo(Shape.of(1, SIDE, SIDE));
    assertThat(regions.getFloat(0, 0, 0)).isLessThan(greatest(regions));
  }

  private static float greatest(FloatNdArray map) {
    float[] greatest = {Float.NEGATIVE_INFINITY};
    map.scalars().forEach(value -> greatest[0] = Math.max(greatest[0], value.getFloat()));
    return greatest[0];
  }

  private static FloatNdArray image(String name) {
    return why.image(Path.of(name + ".png"));
  }

  @Test
  void runs() throws IOException {
    WhyDigit.main(new String[] {"."});
    assertThat(Files.readString(Path.of("target/why-seven.svg"))).contains("Why a 7?");
  }
}
