package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** What the graph reduces to is what plain loops make of whole attributions. */
class ReducedAttributionTest {
  private static final List<String> REDUCTIONS =
      List.of("abs", "sum=channels", "sum=1,abs", "sum=channels,abs,scale=1.5", "topabs=5");

  /** Loops, half and double precision, several tensors and inputs, unused layers, old formats. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k3_cnn",
        "k3_mixed_float16",
        "tfmodule_half",
        "k3_transformer",
        "k3_lstm",
        "k3_multi_io",
        "k3_branches",
        "captum_true_multi_input",
        "k2_save_mlp",
        "tf1_simple",
        "tfmodule_loops"
      })
  void theGraphReducesAsPlainLoopsDo(String name) {
    List<GoldenCase> cases =
        Fixtures.cases(name).stream()
            .filter(golden -> golden.error().isEmpty() && GoldenCheck.isServed(golden))
            .toList();
    assertThat(cases).isNotEmpty();
    int compared = 0;
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (GoldenCase golden : cases.subList(0, Math.min(3, cases.size()))) {
        Attributions whole = GoldenCheck.request(model, golden).attribute();
        for (String text : REDUCTIONS) {
          compared += compare(model, golden, whole, Reduction.parse(text));
        }
      }
    }
    assertThat(compared).isPositive();
  }

  /** How many tensors were compared; none where the reduction does not fit one of them. */
  private static int compare(
      AttributableModel model, GoldenCase golden, Attributions whole, Reduction reduction) {
    boolean fits =
        tensors(whole).stream().allMatch(tensor -> fits(reduction, tensor.shape().length));
    LayerAttribution request = GoldenCheck.request(model, golden).reduce(reduction);
    if (!fits) {
      assertThatThrownBy(request::attribute)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.REDUCTION_SHAPE));
      return 0;
    }
    List<AttributedTensor> reduced = tensors(request.attribute());
    for (int i = 0; i < reduced.size(); i++) {
      AttributedTensor before = tensors(whole).get(i);
      compare(
          golden + " " + reduction + " " + before,
          reduced.get(i),
          PlainReduction.of(reduction, before, new long[0]),
          tolerance(before.elementType()));
    }
    return reduced.size();
  }

  private static boolean fits(Reduction reduction, int rank) {
    int left = rank;
    for (Reduction.Step step : reduction.steps()) {
      if (step instanceof Reduction.Sum && left-- < 2
          || step instanceof Reduction.Top && left < 2
          || step instanceof Reduction.Scale && left != 3) {
        return false;
      }
    }
    return true;
  }

  private static double tolerance(ElementType type) {
    return switch (type) {
      case FLOAT16 -> 1e-3;
      case BFLOAT16 -> 1e-2;
      default -> 1e-6;
    };
  }

  private static List<AttributedTensor> tensors(Attributions all) {
    List<AttributedTensor> tensors = new ArrayList<>();
    all.forEach(layer -> tensors.addAll(layer.tensors()));
    return tensors;
  }

  private static void compare(
      String label, AttributedTensor actual, PlainReduction.Numbers expected, double tolerance) {
    assertThat(actual.shape()).as(label).isEqualTo(expected.shape());
    double largest =
        IntStream.range(0, expected.values().length)
            .mapToDouble(i -> Math.abs(expected.values()[i]))
            .max()
            .orElse(0);
    int[] at = {0};
    actual
        .doubles()
        .scalars()
        .forEach(
            scalar ->
                assertThat(scalar.getDouble())
                    .as(label)
                    .isEqualTo(
                        expected.values()[at[0]++],
                        within(tolerance * Math.max(1e-30, 8 * largest))));
    actual
        .positions()
        .ifPresent(
            positions ->
                assertThat(Arrays.equals(flat(positions), expected.positions()))
                    .as(label)
                    .isTrue());
    assertThat(actual.positions().isPresent()).isEqualTo(expected.positions().length > 0);
  }

  private static long[] flat(LongNdArray positions) {
    long[] flat = new long[Math.toIntExact(positions.size())];
    int[] at = {0};
    positions.scalars().forEach(scalar -> flat[at[0]++] = scalar.getLong());
    return flat;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum=channels,abs,resize=input",
        "sum=channels,resize=input:image,abs",
        "sum=channels,resize=13x4,scale=0.7x3,sum=1",
        "sum=1+2,top=3",
        "sum=1+-1",
        "sum=channels,resize=3x3,topabs=4",
        "top=100000"
      })
  void stepsAreTakenInTheirOrder(String text) {
    Reduction reduction = Reduction.parse(text);
    try (AttributableModel model = Digits.load()) {
      for (Mode mode : Mode.values()) {
        LayerAttribution request =
            Digits.request(model, Digits.images(3, 5)).target(Target.of(2)).mode(mode);
        AttributedTensor whole = request.attribute().get("conv2").tensor();
        AttributedTensor reduced = request.reduce(reduction).attribute().get("conv2").tensor();
        compare(text, reduced, PlainReduction.of(reduction, whole, new long[] {3, 8, 8, 1}), 1e-6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum=channels,abs,resize=input", "sum=1", "topabs=3"})
  void eachOfSeveralTargetsIsReduced(String text) {
    Reduction reduction = Reduction.parse(text);
    List<Target> targets = List.of(Target.of(2), Target.perExample(0, 9, 4), Target.of(-1));
    try (AttributableModel model = Digits.load()) {
      LayerAttribution request = Digits.request(model, Digits.images(3, 5));
      Map<Target, Attributions> together = request.reduce(reduction).attributeTargets(targets);
      for (Target target : targets) {
        compare(
            text + " " + target,
            together.get(target).get("conv2").tensor(),
            PlainReduction.of(
                reduction,
                request.reduce(Reduction.none()).target(target).attribute().get("conv2").tensor(),
                new long[] {3, 8, 8, 1}),
            1e-5);
      }
    }
  }

  @Test
  void verificationTakesNoNotice() {
    try (AttributableModel model = Digits.load()) {
      assertThat(
              Digits.request(model, Digits.images(1, 5))
                  .target(Target.of(2))
                  .reduce(Reduction.none().top(1))
                  .verify(1, 0)
                  .verdict())
          .isEqualTo(
              Digits.request(model, Digits.images(1, 5))
                  .target(Target.of(2))
                  .verify(1, 0)
                  .verdict());
    }
  }

  @Test
  void withoutExamplesThereAreShapes() {
    try (AttributableModel model = Digits.load()) {
      LayerAttribution request =
          Digits.request(model, NdArrays.ofFloats(Shape.of(0, 8, 8, 1))).target(Target.of(2));
      AttributedTensor map =
          request
              .reduce(Reduction.parse("sum=channels,resize=input"))
              .attribute()
              .get("conv2")
              .tensor();
      assertThat(map.shape()).containsExactly(0, 8, 8);
      AttributedTensor top =
          request.reduce(Reduction.parse("top=7")).attribute().get("conv2").tensor();
      assertThat(top.shape()).containsExactly(0, 7);
      assertThat(top.positions().orElseThrow().shape()).isEqualTo(Shape.of(0, 7, 3));
    }
  }

  @Test
  void unusedLayersAreZeroHoweverTheyAreReduced() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_multi_io"))) {
      GoldenCase zeros =
          Fixtures.cases("k3_multi_io").stream()
              .filter(c -> c.unused() == UnusedLayer.ZEROS && c.error().isEmpty())
              .findFirst()
              .orElseThrow();
      Attribution reduced =
          GoldenCheck.request(model, zeros)
              .reduce(Reduction.parse("abs,top=2"))
              .attribute()
              .layers()
              .get(0);
      compare(
          "zeros",
          reduced.tensors().get(0),
          PlainReduction.of(
              Reduction.parse("abs,top=2"),
              GoldenCheck.request(model, zeros).attribute().layers().get(0).tensors().get(0),
              new long[0]),
          1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resize=input           | REDUCTION_SHAPE   | only maps [examples, height, width] are resized, so sum over the channels before
          sum=4                  | REDUCTION_SHAPE   | there is no axis 4
          sum=-4                 | REDUCTION_SHAPE   | axis -4 is the example
          sum=3+-1               | REDUCTION_SHAPE   | axis -1 is named twice
          sum=1+2+3,top=1        | REDUCTION_SHAPE   | there is one value per example in what is left of it, [?]
          sum=1+2,sum=2          | REDUCTION_SHAPE   | there is no axis 2 in what is left of it, [?,16]
          sum=3,resize=input:im  | INPUT_UNKNOWN     | No input "im"
          sum=3,resize=input::3  | REDUCTION_INVALID | no input of signature "serving_default" has a height and a width
          sum=3,resize=input:image:3 | REDUCTION_SHAPE | it has no height on axis 3 with a width behind
          """)
  void whatDoesNotFitIsRefused(String text, ErrorCode code, String problem) {
    try (AttributableModel model = Digits.load()) {
      LayerAttribution request =
          Digits.request(model, Digits.images(1, 5))
              .target(Target.of(2))
              .reduce(Reduction.parse(text));
      assertThatThrownBy(request::attribute)
          .hasMessageContaining(problem)
          .isInstanceOfSatisfying(
              AttributionException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }

  @Test
  void unknownRanksAreFoundOutBeforeTheyCanFail(@TempDir Path folder) {
    SmallModels.writeRankless(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      FloatNdArray maps =
          NdArrays.wrap(
              Shape.of(2, 1, 3), DataBuffers.of(new float[] {1, -2, 3, 4, -5, 6}, false, false));
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .layers("tensor:inner/Square:0")
              .target(Target.of(1))
              .input("x", maps);
      for (String text :
          List.of("abs", "sum=channels", "sum=1+2", "scale=2", "topabs=2", "resize=input")) {
        Reduction reduction = Reduction.parse(text);
        AttributedTensor whole =
            request.reduce(Reduction.none()).attribute().layers().get(0).tensor();
        compare(
            text,
            request.reduce(reduction).attribute().layers().get(0).tensor(),
            PlainReduction.of(reduction, whole, maps.shape().asArray()),
            1e-6);
      }
      for (String text :
          List.of(
              "sum=3",
              "sum=-3",
              "sum=1+-2",
              "sum=1,scale=2",
              "sum=1+2,top=1",
              "resize=input:x:2")) {
        assertThatThrownBy(() -> request.reduce(Reduction.parse(text)).attribute())
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.REDUCTION_SHAPE));
      }
    }
  }

  @Test
  void eachReductionIsAPlanOfItsOwnMadeOnce() {
    try (AttributableModel model = Digits.load()) {
      LayerAttribution request = Digits.request(model, Digits.images(1, 5)).target(Target.of(2));
      request.attribute();
      request.reduce(Reduction.none().absolute()).attribute();
      request.reduce(Reduction.none().absolute()).target(Target.of(3)).attribute();
      assertThat(model.loaded().plans().size()).isEqualTo(2);
    }
  }
}
