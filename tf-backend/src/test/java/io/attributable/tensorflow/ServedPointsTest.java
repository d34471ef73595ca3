package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.Convergence;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.ErrorCode;
import io.attributable.GradientShap;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.PathMethod;
import io.attributable.Quadrature;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.index.Indices;

/** Signatures of methods that evaluate the model at points give what plans give. */
@Tag("slow")
class ServedPointsTest {
  /** Points that do not fill the last iteration, nor one. */
  private static final int ROWS_AT_ONCE = 5;

  @TempDir Path folder;
  private int made;

  private record Asked(GoldenCase golden, List<String> layers, AttributionMethod method) {
    Attributions by(AttributableModel model, Map<String, NdArray<?>> inputs, Target target) {
      LayerAttribution request =
          LayerAttribution.on(model)
              .signature(golden.signature())
              .layers(layers.toArray(String[]::new))
              .port(golden.port())
              .output(golden.output())
              .target(target)
              .method(method);
      inputs.forEach(request::input);
      return request.attribute();
    }

    @Override
    public String toString() {
      return method + " of " + layers + " in " + golden;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "captum_multilayer",
        "captum_one_conv",
        "digits",
        "k2_save_mlp",
        "k3_cnn",
        "k3_multi_io",
        "k3_mixed_float16",
        "k3_lstm",
        "k3_transformer",
        "k3_branches",
        "tf1_simple",
        "tf1_branches",
        "tf1_recurrent",
        "tfmodule_dtype_inputs",
        "tfmodule_dtype_weights",
      })
  void answerAsPlansDo(String name) {
    int answered = 0;
    boolean predicted = false;
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (Asked asked : asked(name)) {
        answered += compare(model, asked, predicted);
        predicted = !predicted;
      }
    }
    assertThat(answered).isPositive();
  }

  /** Models without loops, which have no rule and are kept in signatures, and of several rows. */
  @ParameterizedTest
  @ValueSource(strings = {"digits", "k3_cnn", "k3_multi_io", "k3_transformer"})
  void answerAsPlansDoByDeepLift(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      GoldenCase golden = golden(name);
      Map<String, NdArray<?>> rows = new LinkedHashMap<>();
      golden.inputFiles().keySet().forEach(input -> rows.put(input, golden.input(input)));
      DeepLift one = new DeepLift(Baseline.of(0, wholeNumbers(golden)));
      assertThat(compare(model, new Asked(golden, golden.layers(), one), false)).isPositive();
      DeepLiftShap mean = new DeepLiftShap(new Baselines(rows));
      assertThat(compare(model, new Asked(golden, golden.layers(), mean), true)).isPositive();
    }
  }

  private int compare(AttributableModel model, Asked asked, boolean wanted) {
    boolean predicted = wanted || asked.golden().target() instanceof Target.Predicted;
    Target target = predicted ? Target.predicted() : asked.golden().target();
    List<Attributions> expected = new ArrayList<>();
    List<Map<String, NdArray<?>>> batches = batches(asked.golden());
    try {
      batches.forEach(inputs -> expected.add(asked.by(model, inputs, target)));
    } catch (AttributionException e) {
      assertThat(e.code())
          .as(e.getMessage())
          .isIn(
              ErrorCode.METHOD_NOT_APPLICABLE,
              ErrorCode.METHOD_PARAMETER,
              ErrorCode.LAYER_WITHOUT_FLOATS,
              ErrorCode.TARGET_SHAPE,
              ErrorCode.UNUSED_LAYER);
      return 0;
    }
    ModelOptions served = Internals.served();
    try (AttributableModel exported = AttributableModel.load(export(asked, predicted), served)) {
      for (int i = 0; i < batches.size(); i++) {
        assertSame(asked, asked.by(exported, batches.get(i), target), expected.get(i));
      }
    }
    return batches.size();
  }

  private static void assertSame(Asked asked, Attributions actual, Attributions expected) {
    for (int i = 0; i < expected.layers().size(); i++) {
      assertSame(
          asked, actual.layers().get(i).convergence(), expected.layers().get(i).convergence());
      for (int j = 0; j < expected.layers().get(i).tensors().size(); j++) {
        Closeness.assertClose(
            asked.toString(),
            actual.layers().get(i).tensors().get(j).values(),
            expected.layers().get(i).tensors().get(j).values(),
            asked.golden().tolerance());
      }
    }
  }

  /** Of a distribution of baselines signatures give none. */
  private static void assertSame(
      Asked asked, Optional<Convergence> actual, Optional<Convergence> expected) {
    if (asked.method() instanceof PathMethod) {
      assertThat(actual.isPresent()).as(asked.toString()).isEqualTo(expected.isPresent());
      expected.ifPresent(wanted -> assertSame(asked, actual.orElseThrow(), wanted));
    }
  }

  private static void assertSame(Asked asked, Convergence actual, Convergence expected) {
    assertThat(actual.steps()).isEqualTo(expected.steps());
    double largest = largest(expected.at()) + largest(expected.atBaseline());
    Offset<Double> offset = Offset.offset(10 * asked.golden().tolerance() * Math.max(largest, 1));
    for (int i = 0; i < expected.at().size(); i++) {
      assertThat(actual.at().get(i)).isCloseTo(expected.at().get(i), offset);
      assertThat(actual.atBaseline().get(i)).isCloseTo(expected.atBaseline().get(i), offset);
      assertThat(actual.delta().get(i)).isCloseTo(expected.delta().get(i), offset);
    }
  }

  private static double largest(List<Double> numbers) {
    return numbers.stream().mapToDouble(Math::abs).max().orElse(0);
  }

  private Path export(Asked asked, boolean predicted) {
    ExplainedModel model =
        ExplainedModel.of(Fixtures.model(asked.golden().model()))
            .signature(asked.golden().signature())
            .layers(asked.layers().toArray(String[]::new))
            .port(asked.golden().port())
            .output(asked.golden().output())
            .rowsAtOnce(ROWS_AT_ONCE)
            .method(asked.method());
    if (predicted) {
      model.predicted();
    }
    return model.write(folder.resolve("copy" + made++)).directory();
  }

  /** As the case has them, and the first example alone. */
  private static List<Map<String, NdArray<?>>> batches(GoldenCase golden) {
    Map<String, NdArray<?>> all = new LinkedHashMap<>();
    golden.inputFiles().keySet().forEach(name -> all.put(name, golden.input(name)));
    Map<String, NdArray<?>> one = new LinkedHashMap<>();
    all.forEach((name, array) -> one.put(name, rows(array, 1)));
    return golden.target() instanceof Target.PerExample ? List.of(all) : List.of(all, one);
  }

  private static NdArray<?> rows(NdArray<?> array, int count) {
    return array.rank() == 0 || array.shape().get(0) < count
        ? array
        : array.slice(Indices.range(0, count));
  }

  /** The case of most layers. */
  private static GoldenCase golden(String name) {
    return Fixtures.cases(name).stream()
        .filter(GoldenCase::isPlain)
        .max((a, b) -> Integer.compare(a.layers().size(), b.layers().size()))
        .orElseThrow();
  }

  /** That case, asked by every method that applies. */
  private static List<Asked> asked(String name) {
    GoldenCase golden = golden(name);
    List<Asked> asked = new ArrayList<>();
    List<String> inputs =
        golden.inputFiles().keySet().stream().map(input -> "input:" + input).toList();
    String last = golden.layers().get(golden.layers().size() - 1);
    IntegratedGradients integrated =
        new IntegratedGradients(Baseline.of(0.25), 7, Quadrature.GAUSS_LEGENDRE, 0, false);
    Baseline ids = Baseline.of(0, wholeNumbers(golden));
    asked.add(new Asked(golden, inputs, integrated));
    asked.add(new Asked(golden, List.of(last), integrated));
    asked.add(
        new Asked(
            golden, List.of(last), new IntegratedGradients(ids, 4, Quadrature.TRAPEZOID, 0, true)));
    asked.add(
        new Asked(
            golden,
            golden.layers().subList(0, 1),
            new IntegratedGradients(ids, 6, Quadrature.RIEMANN_LEFT, 0, false)));
    asked.add(
        new Asked(
            golden,
            golden.layers(),
            new Conductance(Baseline.zeros(), 6, Quadrature.TRAPEZOID, 0, GradientAt.MIDPOINT)));
    asked.add(
        new Asked(
            golden,
            golden.layers(),
            new InternalInfluence(Baseline.zeros(), 8, Quadrature.RIEMANN_MIDDLE)));
    Map<String, NdArray<?>> rows = new LinkedHashMap<>();
    golden.inputFiles().keySet().forEach(input -> rows.put(input, golden.input(input)));
    asked.add(
        new Asked(golden, golden.layers(), new GradientShap(new Baselines(rows), 7, 3, false)));
    asked.add(new Asked(golden, inputs, new GradientShap(new Baselines(rows), 6, 3, true)));
    return asked;
  }

  /** Whole numbers have no zero unless they are told. */
  private static Map<String, NdArray<?>> wholeNumbers(GoldenCase golden) {
    Map<String, NdArray<?>> zeros = new LinkedHashMap<>();
    for (String input : golden.inputFiles().keySet()) {
      NdArray<?> array = golden.input(input);
      if (array instanceof LongNdArray || array instanceof IntNdArray) {
        zeros.put(input, NdArrays.scalarOf(0.0));
      }
    }
    return zeros;
  }
}
