package io.attributable.tensorflow.internal.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.GaussianBlur;
import io.attributable.tensorflow.internal.call.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * Numbers of SciPy 1.16.3:
 *
 * <pre>{@code
 * x = np.sin(np.arange(48, dtype=np.float64)).reshape(2, 4, 3, 2)
 * scipy.ndimage.gaussian_filter(x, (0, 0.8, 0.8, 0)).ravel()
 * scipy.ndimage.gaussian_filter(x, (0, 0, 5, 5)).ravel()
 * }</pre>
 */
class BlurredArrayTest {
  private static final double[] ALONG_SPACE = {
    0.157416982375, 0.604225138228, 0.271244310249, 0.0642657149726, -0.272501664002,
        -0.631492067221,
    0.0275332730417, 0.543488470025, 0.28195057322, 0.1189014414, -0.147160453143, -0.593936475795,
    -0.141743523953, 0.438916907606, 0.282291248163, 0.18385840422, 0.0219718008481,
        -0.516925127925,
    -0.267397142279, 0.341794152168, 0.272099262201, 0.227280586418, 0.151949718027,
        -0.438225719355,
    -0.4919524927, 0.074373519329, 0.203613472175, 0.281800920783, 0.405562508708, -0.193937204262,
    -0.557205405151, -0.0558523284967, 0.155582019877, 0.284729394988, 0.491194408615,
        -0.0649538618413,
    -0.614899296253, -0.221577799451, 0.0860189155508, 0.274879192186, 0.578402827439,
        0.104950894763,
    -0.636740084865, -0.341528258861, 0.0290391076013, 0.25708102204, 0.624419249638, 0.232452836978
  };

  /** The kernel is many times as long as the axes. */
  private static final double[] ALONG_TWO = {
    0.0293814673923, 0.0293810987999, 0.0293516325162, 0.0293512639737, 0.0293482779326,
        0.0293479091076,
    0.0391912492819, 0.0391909723744, 0.0391611142826, 0.0391608373448, 0.0391663094395,
        0.0391660322217,
    0.0458790787221, 0.0458789155577, 0.0458510441364, 0.045850880864, 0.0458643751906,
        0.0458642116628,
    0.0489122070538, 0.0489121706301, 0.0488885061007, 0.0488884694998, 0.048908911108,
        0.048908874297,
    0.048049017013, 0.0480491102315, 0.0480315376968, 0.0480316306831, 0.0480573912061,
        0.0480574840441,
    0.0433582698234, 0.0433584852584, 0.0433484045365, 0.0433486197028, 0.0433776470721,
        0.0433778621636,
    0.0352136277171, 0.0352139482071, 0.0352121623226, 0.0352124825287, 0.0352424644407,
        0.0352427846518,
    0.0242638882148, 0.0242642882299, 0.0242709394451, 0.0242713391837, 0.0242998872965,
        0.0243002871193
  };

  private static DoubleNdArray sines() {
    DoubleNdArray sines = NdArrays.ofDoubles(Shape.of(2, 4, 3, 2));
    int[] at = {0};
    sines.scalars().forEach(value -> value.setDouble(Math.sin(at[0]++)));
    return sines;
  }

  private static double[] numbers(NdArray<?> array) {
    List<Double> numbers = new ArrayList<>();
    array.scalars().forEach(value -> numbers.add(((Number) value.getObject()).doubleValue()));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void blursBetweenExamplesAndChannels() {
    assertThat(numbers(BlurredArray.of(sines(), GaussianBlur.of(0.8))))
        .containsExactly(ALONG_SPACE, within(1e-11));
  }

  @Test
  void blursAlongGivenAxes() {
    assertThat(numbers(BlurredArray.of(sines(), new GaussianBlur(5, List.of(2, 3)))))
        .containsExactly(ALONG_TWO, within(1e-11));
  }

  /** Narrower than a value, so that squares of it are zero. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-170, Double.MIN_VALUE})
  void aTinyBlurChangesNothing(double sigma) {
    assertThat(numbers(BlurredArray.of(sines(), GaussianBlur.of(sigma))))
        .containsExactly(numbers(sines()));
  }

  /** Of each line's mean, at once. */
  @ParameterizedTest
  @ValueSource(doubles = {5e3, 1e8, 1e300, Double.MAX_VALUE})
  void aWideBlurIsTheMean(double sigma) {
    DoubleNdArray sines = sines();
    double[] blurred = numbers(BlurredArray.of(sines, new GaussianBlur(sigma, List.of(1, 2))));
    for (int example = 0; example < 2; example++) {
      for (int channel = 0; channel < 2; channel++) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
          sum += sines.getDouble(example, i / 3, i % 3, channel);
        }
        for (int i = 0; i < 12; i++) {
          assertThat(blurred[24 * example + 2 * i + channel]).isCloseTo(sum / 12, within(1e-6));
        }
      }
    }
  }

  @Test
  void endsWithTheCall() {
    Call call = Call.around(Optional.of(Duration.ofMillis(30)));
    FloatNdArray large = NdArrays.ofFloats(Shape.of(1, 4000, 4000, 1));
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> Call.within(call, () -> BlurredArray.of(large, GaussianBlur.of(900))))
        .matches(e -> e.code() == ErrorCode.DEADLINE_EXCEEDED);
  }

  @Test
  void floatsStayFloats() {
    DoubleNdArray sines = sines();
    FloatNdArray floats = NdArrays.ofFloats(sines.shape());
    floats.scalars().forEachIndexed((at, value) -> value.setFloat((float) sines.getDouble(at)));
    NdArray<?> blurred = BlurredArray.of(floats, GaussianBlur.of(0.8));
    assertThat(blurred).isInstanceOf(FloatNdArray.class);
    assertThat(numbers(blurred)).containsExactly(ALONG_SPACE, within(1e-7));
  }

  @Test
  void leavesWhatItIsGiven() {
    DoubleNdArray sines = sines();
    BlurredArray.of(sines, GaussianBlur.of(2));
    assertThat(sines).isEqualTo(sines());
  }
}
