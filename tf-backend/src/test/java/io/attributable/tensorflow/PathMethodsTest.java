package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Activation;
import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.Mode;
import io.attributable.Quadrature;
import io.attributable.Target;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * Path methods on all fixture models that allow them: held against gradients and activations of
 * requests of their own at each point, and against themselves in other batches.
 */
class PathMethodsTest {
  private static final int STEPS = 4;
  private static final LastFixture LAST = new LastFixture();

  @AfterAll
  static void close() {
    LAST.close();
  }

  private static Stream<GoldenCase> cases() {
    return Fixtures.modelsWithCases().stream()
        .flatMap(
            model ->
                Fixtures.cases(model).stream()
                    .filter(GoldenCase::isPlain)
                    .filter(golden -> !(golden.target() instanceof Target.Predicted))
                    .limit(2));
  }

  private static AttributionRequest request(AttributableModel model, GoldenCase golden) {
    return GoldenCheck.request(model, golden).request();
  }

  /** One case after the other, for all of which a model's plans are made once. */
  @TestFactory
  Stream<DynamicContainer> models() {
    return cases()
        .map(
            golden ->
                DynamicContainer.dynamicContainer(
                    golden.toString(),
                    Stream.of(
                        DynamicTest.dynamicTest(
                            "conductance and influence are sums over points",
                            () -> conductanceAndInfluenceAreSumsOverPoints(golden)),
                        DynamicTest.dynamicTest(
                            "the same wherever the batch is cut",
                            () -> areTheSameWhereverTheBatchIsCut(golden)))));
  }

  private static void conductanceAndInfluenceAreSumsOverPoints(GoldenCase golden) {
    AttributableModel model = LAST.of(golden.model());
    AttributionRequest asked = request(model, golden);
    if (hasComplexInputs(model, asked)) {
      return;
    }
    Baseline baseline = baseline(asked);
    InternalInfluence influence = new InternalInfluence(baseline, STEPS, Quadrature.TRAPEZOID);
    Attributions actual;
    try {
      actual = model.attribute(asked.withMethod(influence, asked.reduction()));
    } catch (AttributionException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE);
      return;
    }
    Conductance conductance =
        new Conductance(baseline, STEPS, Quadrature.TRAPEZOID, 0, GradientAt.LEFT);
    Attributions conducted = model.attribute(asked.withMethod(conductance, asked.reduction()));
    Points points = new Points(model, asked);
    for (int layer = 0; layer < actual.layers().size(); layer++) {
      for (int tensor = 0; tensor < actual.layers().get(layer).tensors().size(); tensor++) {
        Closeness.assertClose(
            golden + " influence " + layer,
            actual.layers().get(layer).tensors().get(tensor).values(),
            influence(points, layer, tensor),
            tolerance(actual.layers().get(layer).tensors().get(tensor)));
        Closeness.assertClose(
            golden + " conductance " + layer,
            conducted.layers().get(layer).tensors().get(tensor).values(),
            conductance(points, layer, tensor),
            tolerance(actual.layers().get(layer).tensors().get(tensor)));
      }
    }
  }

  /** They do not move, while in Java they look like other floating-point numbers. */
  private static boolean hasComplexInputs(AttributableModel model, AttributionRequest asked) {
    return model.loaded().prepared(asked).graph().signature().inputs().stream()
        .anyMatch(input -> input.typeName().startsWith("complex"));
  }

  private static double tolerance(AttributedTensor tensor) {
    return switch (tensor.elementType()) {
      case FLOAT16 -> 4e-3;
      case BFLOAT16 -> 3e-2;
      case FLOAT32, FLOAT64 -> Closeness.TOLERANCE;
    };
  }

  private static NdArray<?> influence(Points points, int layer, int tensor) {
    DoubleNdArray sum = null;
    for (int k = 0; k < STEPS; k++) {
      double weight = (k == 0 || k == STEPS - 1 ? 0.5 : 1) / (STEPS - 1);
      DoubleNdArray gradient = points.gradient((double) k / (STEPS - 1), layer, tensor).doubles();
      sum = plus(sum, gradient, null, weight);
    }
    return floats(sum);
  }

  private static NdArray<?> conductance(Points points, int layer, int tensor) {
    DoubleNdArray sum = null;
    for (int k = 0; k < STEPS; k++) {
      DoubleNdArray gradient = points.gradient((double) k / STEPS, layer, tensor).doubles();
      DoubleNdArray here = points.activation((double) k / STEPS, layer, tensor);
      DoubleNdArray next = points.activation((k + 1.0) / STEPS, layer, tensor);
      sum = plus(sum, gradient, plus(next, here, null, -1), 1);
    }
    return floats(sum);
  }

  /** What single requests give at points of the path, each asked once. */
  private record Points(
      AttributableModel model,
      AttributionRequest asked,
      Map<Double, Attributions> gradients,
      Map<Double, Attributions> activations) {
    Points(AttributableModel model, AttributionRequest asked) {
      this(model, asked, new HashMap<>(), new HashMap<>());
    }

    AttributedTensor gradient(double alpha, int layer, int tensor) {
      return gradients
          .computeIfAbsent(alpha, unused -> at(asked, alpha, new GradientXActivation(Mode.LOCAL)))
          .layers()
          .get(layer)
          .tensors()
          .get(tensor);
    }

    /** Of the same tensor, whichever others the layer has. */
    DoubleNdArray activation(double alpha, int layer, int tensor) {
      String name = gradient(alpha, layer, tensor).name();
      return activations
          .computeIfAbsent(
              alpha, unused -> at(asked.withTarget(Target.none()), alpha, new Activation()))
          .layers()
          .get(layer)
          .tensors()
          .stream()
          .filter(candidate -> candidate.name().equals(name))
          .findFirst()
          .map(AttributedTensor::doubles)
          .orElseThrow();
    }

    private Attributions at(AttributionRequest request, double alpha, AttributionMethod method) {
      Map<String, NdArray<?>> inputs = new LinkedHashMap<>(asked.inputs());
      inputs.replaceAll((name, values) -> point(values, alpha));
      return model.attribute(
          request
              .withExamples(inputs, request.target(), asked.gradientWeights())
              .withMethod(method, asked.reduction()));
    }
  }

  /** Between the baseline and the input. */
  private static NdArray<?> point(NdArray<?> values, double alpha) {
    if (values instanceof FloatNdArray floats && values.rank() > 0) {
      return moved(floats, alpha);
    }
    return values instanceof DoubleNdArray doubles && values.rank() > 0
        ? moved(doubles, alpha)
        : values;
  }

  private static FloatNdArray moved(FloatNdArray values, double alpha) {
    FloatNdArray moved = NdArrays.ofFloats(values.shape());
    int[] place = {0};
    values
        .scalars()
        .forEachIndexed(
            (at, value) ->
                moved.setFloat(
                    (float) (alpha * value.getFloat() + (1 - alpha) * (float) start(place[0]++)),
                    at));
    return moved;
  }

  private static DoubleNdArray moved(DoubleNdArray values, double alpha) {
    DoubleNdArray moved = NdArrays.ofDoubles(values.shape());
    int[] place = {0};
    values
        .scalars()
        .forEachIndexed(
            (at, value) ->
                moved.setDouble(alpha * value.getDouble() + (1 - alpha) * start(place[0]++), at));
    return moved;
  }

  /**
   * A number for each place. Of an image that is the same everywhere, rounding would decide which
   * of many equal values is the maximum of a window, by the processor and by what else is computed.
   */
  private static double start(int place) {
    return 0.1 + 0.01 * Math.sin(place);
  }

  private static Baseline baseline(AttributionRequest asked) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>(asked.inputs());
    arrays.values().removeIf(values -> values == point(values, 0));
    arrays.replaceAll((name, values) -> point(values, 0));
    return Baseline.of(0.1, arrays);
  }

  /** {@code a + factor · b · c}; a and c may be left out. */
  private static DoubleNdArray plus(
      DoubleNdArray a, DoubleNdArray b, DoubleNdArray c, double factor) {
    DoubleNdArray sum = NdArrays.ofDoubles(b.shape());
    sum.scalars()
        .forEachIndexed(
            (at, value) ->
                value.setDouble(
                    (a == null ? 0 : a.getDouble(at))
                        + factor * b.getDouble(at) * (c == null ? 1 : c.getDouble(at))));
    return sum;
  }

  private static NdArray<?> floats(DoubleNdArray values) {
    FloatNdArray floats = NdArrays.ofFloats(values.shape());
    floats.scalars().forEachIndexed((at, value) -> value.setFloat((float) values.getDouble(at)));
    return floats;
  }

  private static void areTheSameWhereverTheBatchIsCut(GoldenCase golden) {
    AttributableModel model = LAST.of(golden.model());
    AttributionRequest asked = request(model, golden);
    for (AttributionMethod method :
        List.of(
            new IntegratedGradients(Baseline.of(0.1), STEPS),
            new Conductance(
                Baseline.of(0.1), STEPS, Quadrature.TRAPEZOID, 0, GradientAt.MIDPOINT))) {
      AttributionRequest wanted = asked.withMethod(method, asked.reduction());
      Attributions whole;
      try {
        whole = model.attribute(wanted);
      } catch (AttributionException e) {
        assertThat(e.code()).isIn(ErrorCode.METHOD_NOT_APPLICABLE, ErrorCode.METHOD_PARAMETER);
        continue;
      }
      Attributions oneByOne =
          new RequestRunner(model.loaded(), Long.MAX_VALUE, 1).attribute(wanted);
      for (int layer = 0; layer < whole.layers().size(); layer++) {
        for (int tensor = 0; tensor < whole.layers().get(layer).tensors().size(); tensor++) {
          Closeness.assertClose(
              golden + " " + method.name() + " " + layer,
              oneByOne.layers().get(layer).tensors().get(tensor).values(),
              whole.layers().get(layer).tensors().get(tensor).values());
        }
      }
    }
  }
}
