package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.ElementType;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.IntegratedGradients;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.Xrai;
import io.attributable.graph.flat.Attributes;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Attributions of pictures by regions. */
class XraiTest {
  private static final int SIZE = 24;

  private static AttributableModel digits;

  @TempDir Path folder;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static LayerAttribution request(FloatNdArray images) {
    return LayerAttribution.on(digits)
        .layers("input:image")
        .output("logits")
        .input("image", images)
        .method(new Xrai());
  }

  /** A model that sums the squares of one quarter of a picture, the lower right one. */
  private AttributableModel ofAQuarter(DataType type, boolean channelsFirst) {
    Shape rows = channelsFirst ? Shape.of(-1, 3, SIZE, SIZE) : Shape.of(-1, SIZE, SIZE, 3);
    int[] begin = channelsFirst ? new int[] {0, 0, 12, 12} : new int[] {0, 12, 12, 0};
    new NodeModel(rows, type)
        .integers("begin", begin)
        .integers("end", 0, 0, 0, 0)
        .integers("steps", 1, 1, 1, 1)
        .add(
            "quarter/StridedSlice",
            "StridedSlice",
            Map.of(
                "Index", Attributes.of(DataType.DT_INT32),
                "end_mask", Attributes.of(15L)),
            "x",
            "begin",
            "end",
            "steps")
        .add("squares/Square", "Square", "quarter/StridedSlice")
        .integers("axes", 1, 2, 3)
        .add(
            "scores",
            "Sum",
            Map.of("Tidx", Attributes.of(DataType.DT_INT32)),
            "squares/Square",
            "axes")
        .write(folder);
    return AttributableModel.load(folder);
  }

  /** Four quarters, each of a colour of its own. */
  private static DoubleNdArray quarters(boolean channelsFirst, int count) {
    DoubleNdArray pictures =
        NdArrays.ofDoubles(
            channelsFirst ? Shape.of(count, 3, SIZE, SIZE) : Shape.of(count, SIZE, SIZE, 3));
    pictures
        .scalars()
        .forEachIndexed(
            (at, value) -> {
              long row = channelsFirst ? at[2] : at[1];
              long column = channelsFirst ? at[3] : at[2];
              long channel = channelsFirst ? at[1] : at[3];
              double colour = (row < 12 ? 0.1 : 0.5) + (column < 12 ? 0 : 0.3);
              value.setDouble(
                  colour + 0.05 * channel + 0.01 * at[0] + 0.001 * Math.sin(row * 5 + column));
            });
    return pictures;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theQuarterThatAModelLooksAtComesFirst(boolean channelsFirst) {
    try (AttributableModel model = ofAQuarter(DataType.DT_DOUBLE, channelsFirst)) {
      Attribution found =
          LayerAttribution.on(model)
              .layers("input:x")
              .input("x", quarters(channelsFirst, 2))
              .method(new Xrai(50, 0, 0, channelsFirst ? 1 : -1))
              .attribute()
              .get("input:x");
      assertThat(found.tensor().elementType()).isEqualTo(ElementType.FLOAT64);
      DoubleNdArray map = found.doubles();
      assertThat(map.shape()).isEqualTo(Shape.of(2, SIZE, SIZE));
      for (int example = 0; example < 2; example++) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < SIZE; row++) {
          for (int column = 0; column < SIZE; column++) {
            double value = map.getDouble(example, row, column);
            if (row >= 12 && column >= 12) {
              least = Math.min(least, value);
            } else if (row < 11 || column < 11) {
              // Regions are a pixel larger than they are.
              most = Math.max(most, value);
            }
          }
        }
        assertThat(least).isGreaterThan(most);
      }
    }
  }

  @Test
  void everyPixelHasAValueOfItsRegion() {
    FloatNdArray map =
        request(Digits.images(3, 1)).target(Target.of(3)).attribute().layers().get(0).floats();
    assertThat(map.shape()).isEqualTo(Shape.of(3, 8, 8));
    for (int i = 0; i < 3; i++) {
      Set<Float> values = new TreeSet<>();
      map.get(i).scalars().forEach(value -> values.add(value.getFloat()));
      assertThat(values).allMatch(Float::isFinite).hasSizeBetween(2, 64);
    }
  }

  /** A region's pixels have their mean, so that the sum of all pixels stays what it was. */
  @Test
  void isMadeOfIntegratedGradientsFromBlackAndWhite() {
    FloatNdArray images = Digits.images(1, 2);
    FloatNdArray map =
        request(images)
            .method(new Xrai(20, 0, 1, -1))
            .target(Target.of(3))
            .attribute()
            .get("input:image")
            .floats();
    double sum = 0;
    for (double baseline : new double[] {0, 1}) {
      sum +=
          total(
                  request(images)
                      .method(new IntegratedGradients(Baseline.of(baseline), 20))
                      .target(Target.of(3))
                      .attribute()
                      .get("input:image")
                      .floats())
              / 2;
    }
    assertThat(total(map)).isCloseTo(sum, within(1e-4));
  }

  private static double total(FloatNdArray array) {
    double[] sum = {0};
    array.scalars().forEach(value -> sum[0] += value.getFloat());
    return sum[0];
  }

  @Test
  void blackAndWhiteAreThoseOfEachExampleUnlessGiven() {
    FloatNdArray images = Digits.images(1, 4);
    float[] flat = Digits.flat(images);
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (float value : flat) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    LayerAttribution request = request(images).target(Target.of(3));
    Closeness.assertClose(
        "range",
        request.attribute().layers().get(0).floats(),
        request.method(new Xrai(low, high)).attribute().layers().get(0).floats());
    assertThat(request.method(new Xrai(0, 5)).attribute().layers().get(0).tensor())
        .isNotEqualTo(request.method(new Xrai()).attribute().layers().get(0).tensor());
  }

  @Test
  void anExampleAloneIsAsInItsBatch() {
    FloatNdArray images = Digits.images(4, 5);
    Attributions together = request(images).target(Target.of(2)).attribute();
    List<Example> examples =
        IntStream.range(0, 4).mapToObj(i -> Example.of("image", row(images, i))).toList();
    List<Attributions> streamed = new ArrayList<>();
    try (ExampleResults results =
        request(images)
            .target(Target.of(2))
            .attributeAll(examples.iterator(), ExampleOptions.defaults().batchSize(2))) {
      results.forEachRemaining(result -> streamed.add(result.explained().orElseThrow()));
    }
    for (int i = 0; i < 4; i++) {
      Attributions alone = request(row(images, i)).target(Target.of(2)).attribute();
      NdArray<?> expected = row(together.layers().get(0).floats(), i);
      Closeness.assertClose("alone", alone.layers().get(0).floats(), expected);
      Closeness.assertClose("streamed", streamed.get(i).layers().get(0).floats(), expected);
    }
  }

  private static FloatNdArray row(FloatNdArray array, long i) {
    return array.slice(Indices.range(i, i + 1));
  }

  @Test
  void severalTargetsAreEachAlone() {
    LayerAttribution request = request(Digits.images(2, 6));
    Map<Target, Attributions> all = request.attributeTargets(Target.of(1), Target.of(7));
    all.forEach(
        (target, result) -> {
          assertThat(result.layers().get(0).method()).isEqualTo(new Xrai());
          Closeness.assertClose(
              "target",
              result.layers().get(0).floats(),
              request.target(target).attribute().layers().get(0).floats());
        });
    assertThat(new LinkedHashSet<>(all.values())).hasSize(2);
  }

  @Test
  void givesTheSameAgain() {
    LayerAttribution request = request(Digits.images(2, 7)).target(Target.predicted());
    assertThat(request.attribute()).isEqualTo(request.attribute());
  }

  @Test
  void whatItCostsCanBeMeasured() {
    assertThat(request(Digits.images(2, 7)).target(Target.of(1)).measure(2).attribution().median())
        .isPositive();
  }

  @Test
  void noExamplesHaveNoMaps() {
    FloatNdArray map =
        request(NdArrays.ofFloats(Shape.of(0, 8, 8, 1)))
            .target(Target.of(1))
            .attribute()
            .layers()
            .get(0)
            .floats();
    assertThat(map.shape()).isEqualTo(Shape.of(0, 8, 8));
  }

  @Test
  void onlyPicturesHaveRegions() {
    refused(request(Digits.images(1, 0)).layers("conv1"), "layer \"conv1\": it is no input");
    refused(
        request(Digits.images(1, 0)).reduce(Reduction.parse("abs")),
        "reduction \"abs\": regions are found outside of the graph");
    try (AttributableModel mlp = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      refused(
          LayerAttribution.on(mlp)
              .layers("input:x")
              .input("x", NdArrays.ofFloats(Shape.of(1, 3)))
              .method(new Xrai()),
          "a picture is [examples, height, width, channels]");
    }
  }

  /** A model that takes pictures channels first, and pools them channels last. */
  @Test
  void aLayoutThatAnOpContradictsIsRefused() {
    AttrValue two = Attributes.of(List.of(1L, 2L, 2L, 1L));
    new NodeModel(Shape.of(-1, 3, SIZE, SIZE), DataType.DT_DOUBLE)
        .integers("order", 0, 2, 3, 1)
        .add(
            "turned/Transpose",
            "Transpose",
            Map.of("Tperm", Attributes.of(DataType.DT_INT32)),
            "x",
            "order")
        .add(
            "pooled/AvgPool",
            "AvgPool",
            Map.of("ksize", two, "strides", two, "padding", Attributes.of("VALID")),
            "turned/Transpose")
        .integers("axes", 1, 2, 3)
        .add(
            "scores",
            "Sum",
            Map.of("Tidx", Attributes.of(DataType.DT_INT32)),
            "pooled/AvgPool",
            "axes")
        .write(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      LayerAttribution request =
          LayerAttribution.on(model).layers("input:x").input("x", quarters(true, 1));
      assertThatThrownBy(() -> request.method(new Xrai()).attribute())
          .hasMessageContaining("has its channels in what is dimension 1 here");
      assertThatThrownBy(() -> request.method(new Xrai(50, 0, 0, 2)).attribute())
          .hasMessageContaining("channel-axis");
      assertThat(request.method(new Xrai(50, 0, 0, 1)).attribute().layers().get(0).tensor().shape())
          .containsExactly(1, SIZE, SIZE);
    }
  }

  private static void refused(LayerAttribution request, String message) {
    assertThatThrownBy(() -> request.target(Target.of(0)).attribute())
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining(message);
  }

  @Test
  void neitherSignaturesNorDifferencesCanTell() {
    ExplainedModel export =
        ExplainedModel.of(Fixtures.model("digits"))
            .layers("input:image")
            .output("logits")
            .method(new Xrai());
    assertThatThrownBy(() -> export.write(folder.resolve("copy")))
        .hasMessageContaining("pictures are cut into regions outside of the graph");
    assertThatThrownBy(() -> request(Digits.images(1, 0)).target(Target.of(1)).verify())
        .hasMessageContaining("\"xrai\" does not go with verification");
  }

  @Test
  void aBatchThatIsCutGivesTheSame() {
    FloatNdArray images = Digits.images(300, 3);
    try (AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(2 << 20))) {
      LayerAttribution parts =
          LayerAttribution.on(cut)
              .layers("input:image")
              .output("logits")
              .input("image", images)
              .target(Target.of(2))
              .method(new Xrai());
      Closeness.assertClose(
          "cut",
          parts.attribute().layers().get(0).floats(),
          request(images).target(Target.of(2)).attribute().layers().get(0).floats());
    }
  }
}
