package io.attributable.inputs.image;

import static io.attributable.inputs.InputFixtures.distance;
import static io.attributable.inputs.InputFixtures.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ImagePreprocess.Fit;
import io.attributable.inputs.card.ImagePreprocess.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures are resized as TensorFlow, Keras and Pillow resize them. */
class ResizeTest {
  private static final int HEIGHT = 18;
  private static final int WIDTH = 26;

  /** Levels of 255; TensorFlow computes with 24 bits. */
  private static final double ROUNDING = 2e-4;

  static List<String> sizes() {
    return List.of("9x13", "7x9", "30x40", "18x10", "18x26");
  }

  static Stream<Arguments> kinds() {
    return Arrays.stream(Resize.values())
        .flatMap(kind -> sizes().stream().map(size -> Arguments.of(kind, size)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void asTensorFlowDoes(Resize kind, String size) {
    String golden = kind.name().toLowerCase(Locale.ROOT) + "-" + size;
    assertThat(distance(resized(kind, Fit.STRETCH, size), golden(golden)))
        .isLessThan(kind == Resize.AREA ? 5 * ROUNDING : ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void antialiasIsWhatPillowDoesButForItsRounding(String size) {
    assertThat(distance(resized(Resize.ANTIALIAS, Fit.STRETCH, size), golden("pillow-" + size)))
        .isLessThan(1);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void paddedAsTensorFlowDoes(String size) {
    assertThat(distance(resized(Resize.BILINEAR, Fit.PAD, size), golden("pad-" + size)))
        .isLessThan(ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void croppedAsKerasDoes(String size) {
    assertThat(distance(resized(Resize.BILINEAR, Fit.CROP, size), golden("crop-" + size)))
        .isLessThan(ROUNDING);
  }

  private static double[] resized(Resize kind, Fit fit, String size) {
    double[] scene = golden("rgb.png");
    float[] values = new float[scene.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) scene[i];
    }
    String[] sides = size.split("x", 2);
    Grid grid =
        new Grid(HEIGHT, WIDTH, 3, values)
            .fitted(how(kind, fit), Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    double[] wide = new double[grid.values().length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = grid.values()[i];
    }
    return wide;
  }

  private static ImagePreprocess how(Resize kind, Fit fit) {
    return new ImagePreprocess(
        Optional.empty(),
        kind,
        fit,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }
}
