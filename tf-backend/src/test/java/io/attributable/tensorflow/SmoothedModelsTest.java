package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.points.MovingInputs;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Noise on all fixture models that have inputs for it, held against noise added before. */
@Tag("slow")
class SmoothedModelsTest {
  private static final int SAMPLES = 2;

  static Stream<GoldenCase> cases() {
    return Fixtures.modelsWithCases().stream()
        .flatMap(
            model ->
                Fixtures.cases(model).stream()
                    .filter(golden -> golden.error().isEmpty())
                    .filter(golden -> golden.unused() == UnusedLayer.ERROR)
                    .filter(golden -> !(golden.target() instanceof Target.Predicted))
                    .limit(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isThatOfNoisyInputs(GoldenCase golden) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(golden.model()))) {
      AttributionRequest asked =
          GoldenCheck.request(model, golden)
              .request()
              .withMethod(new GradientXActivation(Mode.LOCAL), Reduction.none());
      List<TensorSchema> moving =
          MovingInputs.of(model.loaded().prepared(asked).graph().signature()).moving();
      Smoothing none = Smoothing.smoothgrad(SAMPLES, 0).withSeed(4);
      Attributions still;
      try {
        still = model.attribute(asked.withSmoothing(Optional.of(none)));
      } catch (AttributionException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE);
        return;
      }
      assertSame(golden + " still", still, List.of(model.attribute(asked)));
      if (moving.stream().anyMatch(input -> Types.bytes(input.type()) < 4)) {
        return;
      }
      Smoothing smoothing = Smoothing.smoothgrad(SAMPLES, 0.05).withSeed(4);
      assertSame(
          golden + " noisy",
          model.attribute(asked.withSmoothing(Optional.of(smoothing))),
          List.of(
              model.attribute(noisy(asked, moving, smoothing, 0)),
              model.attribute(noisy(asked, moving, smoothing, 1))));
    }
  }

  private static AttributionRequest noisy(
      AttributionRequest asked, List<TensorSchema> moving, Smoothing smoothing, int sample) {
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>(asked.inputs());
    for (int i = 0; i < moving.size(); i++) {
      NdArray<?> given = inputs.get(moving.get(i).name());
      if (given != null) {
        inputs.put(moving.get(i).name(), noisy(given, i, smoothing, sample));
      }
    }
    return asked.withExamples(inputs, asked.target(), asked.gradientWeights());
  }

  private static NdArray<?> noisy(NdArray<?> given, int input, Smoothing smoothing, int sample) {
    int elements = (int) (given.size() / Math.max(1, given.shape().get(0)));
    double[] noise = PhiloxNoise.of(smoothing.seed(), input, sample, elements);
    double stdev = smoothing.stdev().number();
    int[] at = {0};
    if (given instanceof DoubleNdArray doubles) {
      DoubleNdArray noisy = NdArrays.ofDoubles(given.shape());
      noisy
          .scalars()
          .forEachIndexed(
              (index, value) ->
                  value.setDouble(doubles.getDouble(index) + stdev * noise[at[0]++ % elements]));
      return noisy;
    }
    FloatNdArray floats = (FloatNdArray) given;
    FloatNdArray noisy = NdArrays.ofFloats(given.shape());
    noisy
        .scalars()
        .forEachIndexed(
            (index, value) ->
                value.setFloat(
                    (float) (floats.getFloat(index) + stdev * noise[at[0]++ % elements])));
    return noisy;
  }

  private static void assertSame(String what, Attributions actual, List<Attributions> samples) {
    for (int i = 0; i < actual.layers().size(); i++) {
      for (int j = 0; j < actual.layers().get(i).tensors().size(); j++) {
        AttributedTensor tensor = actual.layers().get(i).tensors().get(j);
        double[] mean = new double[(int) tensor.values().size()];
        for (Attributions sample : samples) {
          int[] at = {0};
          sample
              .layers()
              .get(i)
              .tensors()
              .get(j)
              .doubles()
              .scalars()
              .forEach(value -> mean[at[0]++] += value.getDouble() / samples.size());
        }
        FloatNdArray expected = NdArrays.ofFloats(Shape.of(tensor.values().shape().asArray()));
        int[] at = {0};
        expected.scalars().forEach(value -> value.setFloat((float) mean[at[0]++]));
        Closeness.assertClose(
            what + " " + actual.layers().get(i).layer(),
            tensor.floats(),
            expected,
            tolerance(tensor));
      }
    }
  }

  private static double tolerance(AttributedTensor tensor) {
    return switch (tensor.elementType()) {
      case FLOAT16 -> 4e-3;
      case BFLOAT16 -> 3e-2;
      case FLOAT32, FLOAT64 -> 5e-4;
    };
  }
}
