package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.Optimisation;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** What a call takes over from those before is what it would compute itself. */
class KeptBaselinesTest {
  private static final ModelOptions WITHOUT =
      ModelOptions.defaults()
          .optimisations(EnumSet.complementOf(EnumSet.of(Optimisation.KEPT_BASELINES)));

  /** Kernels may round otherwise where they run beside others. */
  private static final double ROUNDING = 1e-5;

  static Stream<GoldenCase> cases() {
    return Fixtures.modelsWithCases().stream()
        .flatMap(model -> Fixtures.cases(model).stream().filter(GoldenCase::isPlain).limit(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callsAfterOneAnotherAreAsAlone(GoldenCase golden) {
    try (AttributableModel keeping = AttributableModel.load(Fixtures.model(golden.model()));
        AttributableModel plain = AttributableModel.load(Fixtures.model(golden.model()), WITHOUT)) {
      for (double baseline : new double[] {0.1, 0.1, 0.1, 0.4, 0.1}) {
        DeepLift method = new DeepLift(Baseline.of(baseline));
        Optional<Attributions> wanted = found(plain, golden, method);
        Optional<Attributions> found = found(keeping, golden, method);
        assertThat(found.isPresent()).isEqualTo(wanted.isPresent());
        wanted.ifPresent(expected -> assertSame(found.get(), expected));
      }
    }
  }

  /** Empty where the method does not apply. */
  private static Optional<Attributions> found(
      AttributableModel model, GoldenCase golden, AttributionMethod method) {
    AttributionRequest asked = GoldenCheck.request(model, golden).request();
    try {
      return Optional.of(model.attribute(asked.withMethod(method, asked.reduction())));
    } catch (AttributionException e) {
      return Optional.empty();
    }
  }

  private static void assertSame(Attributions found, Attributions wanted) {
    for (Attribution layer : wanted.layers()) {
      Attribution other = found.get(layer.layer());
      for (int i = 0; i < layer.tensors().size(); i++) {
        Closeness.assertClose(
            layer.layer(),
            other.tensors().get(i).values(),
            layer.tensors().get(i).values(),
            ROUNDING);
      }
      assertThat(other.convergence().isPresent()).isEqualTo(layer.convergence().isPresent());
    }
  }

  private static FloatNdArray found(
      AttributableModel model, FloatNdArray images, AttributionMethod method) {
    return (FloatNdArray)
        Digits.request(model, images)
            .target(Target.predicted())
            .layers("input:image")
            .method(method)
            .attribute()
            .get("input:image")
            .tensor()
            .values();
  }

  @Test
  void theModelTellsWhatIsKept() {
    try (AttributableModel model = Digits.load();
        AttributableModel plain = Digits.load(WITHOUT)) {
      for (AttributableModel each : List.of(model, plain)) {
        found(each, Digits.images(2, 1), new DeepLift());
        found(each, Digits.images(2, 2), new DeepLift());
      }
      assertThat(model.status().planBytes() - plain.status().planBytes())
          .isGreaterThan(2 * 8 * 8 * Float.BYTES);
    }
  }

  /** Both layers' convolutions of the baseline, and what follows of them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void inputsOfOtherSizesHaveTheirOwn(int second) {
    try (AttributableModel model = Digits.load();
        AttributableModel plain = Digits.load(WITHOUT)) {
      for (int count : new int[] {3, second, 3, second, 3, second}) {
        FloatNdArray images = Digits.images(count, count);
        Closeness.assertClose(
            count + " images",
            found(model, images, new DeepLift(Baseline.of(0.3))),
            found(plain, images, new DeepLift(Baseline.of(0.3))),
            ROUNDING);
      }
    }
  }

  /** The caller's array belongs to the caller. */
  @Test
  void arraysThatChangeAreOtherBaselines() {
    FloatNdArray row = NdArrays.ofFloats(Shape.of(8, 8, 1));
    FloatNdArray images = Digits.images(2, 4);
    try (AttributableModel model = Digits.load();
        AttributableModel plain = Digits.load(WITHOUT)) {
      for (int i = 0; i < 9; i++) {
        row.setFloat(i / 3, 3, 3, 0);
        DeepLift method = new DeepLift(Baseline.of("image", row));
        Closeness.assertClose(
            "call " + i, found(model, images, method), found(plain, images, method), ROUNDING);
      }
    }
  }

  @Test
  void distributionsAreComparedRowByRow() {
    FloatNdArray images = Digits.images(2, 4);
    try (AttributableModel model = Digits.load();
        AttributableModel plain = Digits.load(WITHOUT);
        AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(150_000))) {
      for (int seed : new int[] {1, 1, 1, 2, 1}) {
        DeepLiftShap method = new DeepLiftShap(Baselines.of("image", Digits.images(9, seed)));
        FloatNdArray wanted = found(plain, images, method);
        Closeness.assertClose("whole", found(model, images, method), wanted, ROUNDING);
        Closeness.assertClose("cut", found(cut, images, method), wanted, ROUNDING);
      }
    }
  }

  /** Max pooling's rule repeats what it takes of the baseline for each target. */
  @Test
  void targetsOfOtherNumbersChangeNothing() {
    try (AttributableModel model = Digits.load();
        AttributableModel plain = Digits.load(WITHOUT)) {
      for (int count : new int[] {2, 2, 3, 2, 3, 10}) {
        List<Target> targets =
            IntStream.range(0, count).mapToObj(Target::of).collect(Collectors.toList());
        Map<Target, Attributions> wanted = several(plain, targets);
        Map<Target, Attributions> found = several(model, targets);
        targets.forEach(target -> assertSame(found.get(target), wanted.get(target)));
      }
    }
  }

  private static Map<Target, Attributions> several(AttributableModel model, List<Target> targets) {
    return Digits.request(model, Digits.images(2, 1))
        .layers("input:image")
        .method(new DeepLift())
        .attributeTargets(targets);
  }

  @Test
  void threadsWithBaselinesOfTheirOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (AttributableModel model = Digits.load();
        AttributableModel plain = Digits.load(WITHOUT)) {
      List<FloatNdArray> wanted = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        wanted.add(found(plain, Digits.images(2, i), new DeepLift(Baseline.of(0.1 * i))));
      }
      List<Future<?>> calls = new ArrayList<>();
      for (int call = 0; call < 60; call++) {
        int i = call % 3;
        calls.add(
            threads.submit(
                () ->
                    Closeness.assertClose(
                        "baseline " + i,
                        found(model, Digits.images(2, i), new DeepLift(Baseline.of(0.1 * i))),
                        wanted.get(i),
                        ROUNDING)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
