package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GuidedBackpropagation;
import io.attributable.GuidedGradCam;
import io.attributable.Interpolation;
import io.attributable.Optimisation;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.graph.flat.Attributes;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Guided Grad-CAM, held against captum 0.9.0 and against the product of what it is made of, each by
 * a request of its own.
 */
class GuidedGradCamTest {
  private static final long BUDGET = 8 << 20;

  @TempDir Path folder;

  private static GuidedGradCam method(String layer, Interpolation interpolation) {
    return new GuidedGradCam(layer, Port.OUTPUT, interpolation, -1);
  }

  /** {@code test_guided_grad_cam.py}, and what captum gives beside it for that model. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relu1 | OUTPUT | NEAREST | 0 0 4 4 0 0 12 8 28 84 97.5 65 28 56 65 32.5
          conv1 | OUTPUT | NEAREST | 0 11.25 13.5 13.5 11.25 33.75 40.5 27 20.25 60.75 67.5 45 20.25 40.5 45 22.5
          conv1 | INPUT | NEAREST | 0 0.5625 1.125 1.6875 2.25 8.4375 10.125 7.875 4.5 15.1875 16.875 12.375 6.75 14.625 15.75 8.4375
          relu1 | OUTPUT | BILINEAR | 0 1 3 4 7 24.09375 30.28125 22.25 21 66.28125 72.84375 50.75 28 58.25 62.75 32.5
          conv1 | OUTPUT | BILINEAR | 0 11.8125 12.9375 13.5 13.5 42.1875 45.5625 31.5 18 55.6875 59.0625 40.5 20.25 41.625 43.875 22.5
          relu1 | INPUT | BILINEAR | 0 11.8125 12.9375 13.5 13.5 42.1875 45.5625 31.5 18 55.6875 59.0625 40.5 20.25 41.625 43.875 22.5
          """)
  void captumsNumbers(String layer, Port port, Interpolation interpolation, String expected) {
    FloatNdArray image = NdArrays.ofFloats(Shape.of(1, 4, 4, 1));
    int[] at = {0};
    image.scalars().forEach(pixel -> pixel.setFloat(at[0]++));
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      FloatNdArray actual =
          LayerAttribution.on(model)
              .layers("input:x")
              .input("x", image)
              .target(Target.of(0))
              .method(new GuidedGradCam(layer, port, interpolation, -1))
              .attribute()
              .get("input:x")
              .floats();
      List<String> numbers = new ArrayList<>();
      actual
          .scalars()
          .forEach(value -> numbers.add(String.valueOf(value.getFloat()).replaceAll("\\.0$", "")));
      assertThat(String.join(" ", numbers)).isEqualTo(expected);
    }
  }

  /** What is explained, by the map of what, of a model's inputs. */
  private record Pair(
      AttributableModel model, Map<String, NdArray<?>> inputs, String explained, String map) {

    /** All that go together of the layers and inputs of a golden case. */
    static List<Pair> of(AttributableModel model, String name) {
      GoldenCase golden =
          Fixtures.cases(name).stream()
              .filter(some -> some.error().isEmpty() && some.signature().equals("serving_default"))
              .max(Comparator.comparingInt(some -> some.layers().size()))
              .orElseThrow();
      Map<String, NdArray<?>> inputs = new LinkedHashMap<>();
      golden.inputFiles().keySet().forEach(input -> inputs.put(input, golden.input(input)));
      List<String> explained = new ArrayList<>(golden.layers());
      inputs.keySet().forEach(input -> explained.add("input:" + input));
      List<Pair> pairs = new ArrayList<>();
      for (String one : explained) {
        for (String map : golden.layers()) {
          Pair pair = new Pair(model, inputs, one, map);
          if (pair.applies()) {
            pairs.add(pair);
          }
        }
      }
      assertThat(pairs).isNotEmpty();
      return pairs;
    }

    private boolean applies() {
      try {
        request(explained).method(new GuidedGradCam(map)).attribute();
        return true;
      } catch (AttributionException e) {
        assertThat(e.code())
            .as(e.getMessage())
            .isIn(
                ErrorCode.METHOD_NOT_APPLICABLE,
                ErrorCode.LAYER_WITHOUT_FLOATS,
                ErrorCode.UNUSED_LAYER);
        return false;
      }
    }

    LayerAttribution request(String layer) {
      LayerAttribution request =
          LayerAttribution.on(model).layers(layer).target(Target.predicted());
      inputs.forEach(request::input);
      return request;
    }

    AttributedTensor result(String layer, AttributionMethod method) {
      return request(layer).method(method).attribute().get(layer).tensors().get(0);
    }

    AttributedTensor result(AttributionMethod method) {
      return result(explained, method);
    }

    Pair on(AttributableModel other) {
      return new Pair(other, inputs, explained, map);
    }

    Pair only(int example) {
      Map<String, NdArray<?>> rows = new LinkedHashMap<>();
      inputs.forEach((name, array) -> rows.put(name, row(array, example)));
      return new Pair(model, rows, explained, map);
    }

    /** Holds what comes of it against the product of what it is made of, each asked for alone. */
    void compareWithParts(GuidedGradCam method, double tolerance) {
      AttributedTensor guided = result(new GuidedBackpropagation());
      AttributedTensor layer = result(map, new GradCam(true, method.channelAxis()));
      AttributedTensor actual = result(method);
      assertThat(actual.elementType()).isEqualTo(guided.elementType());
      Closeness.assertClose(
          this + " " + method,
          doubles(actual.values()),
          HeapInterpolation.product(
              doubles(guided.values()),
              doubles(layer.values()),
              method.channelAxis(),
              method.interpolation()),
          tolerance);
    }

    @Override
    public String toString() {
      return explained + " by the map of " + map;
    }
  }

  private static NdArray<?> row(NdArray<?> array, int example) {
    return array.rank() == 0 ? array : array.slice(Indices.range(example, example + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"digits", "k3_cnn", "k3_relus", "k2_save_cnn", "k3_volumes", "k3_convlstm"})
  @Tag("slow")
  void isTheProductOfWhatItIsMadeOf(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (Pair pair : Pair.of(model, name)) {
        for (Interpolation interpolation : Interpolation.values()) {
          pair.compareWithParts(method(pair.map(), interpolation), 2e-5);
        }
      }
    }
  }

  /** A loop behind the layer of the map is differentiated by both passes. */
  @Test
  void bothPassesGoThroughLoops() {
    ModelOptions loops =
        ModelOptions.defaults()
            .optimisations(EnumSet.complementOf(EnumSet.of(Optimisation.UNROLLED_LOOPS)));
    String name = "k2_export_convlstm";
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name), loops)) {
      for (Pair pair : Pair.of(model, name)) {
        pair.compareWithParts(new GuidedGradCam(pair.map()), 2e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void keepsDoublePrecision(Interpolation interpolation) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("lrp_convolutions"))) {
      NdArray<?> images = Fixtures.array(Fixtures.root().resolve("relevance/images.npy"));
      Pair pair = new Pair(model, Map.of("image", images), "input:image", "tensor:joined/Relu:0");
      pair.compareWithParts(method(pair.map(), interpolation), 1e-13);
    }
  }

  /** The sum of the squares of what a ReLU lets through, over two axes. */
  private Path open(NodeModel model, String from, int... axes) {
    return model
        .add("open/Relu", "Relu", from)
        .add("squares/Square", "Square", "open/Relu")
        .integers("axes", axes)
        .add(
            "scores",
            "Sum",
            Map.of("Tidx", Attributes.of(DataType.DT_INT32)),
            "squares/Square",
            "axes")
        .write(folder);
  }

  /** Pools pictures whose channels are last. */
  private static NodeModel pooled(NodeModel model, String from) {
    AttrValue two = Attributes.of(List.of(1L, 2L, 2L, 1L));
    return model.add(
        "pooled/AvgPool",
        "AvgPool",
        Map.of("ksize", two, "strides", two, "padding", Attributes.of("VALID")),
        from);
  }

  private Path half() {
    NodeModel model = new NodeModel(Shape.of(-1, 6, 6, 2), DataType.DT_HALF);
    return open(pooled(model, "x"), "pooled/AvgPool", 1, 2);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void takesHalfPrecision(Interpolation interpolation) {
    try (AttributableModel model = AttributableModel.load(half())) {
      Pair pair = new Pair(model, Map.of("x", pictures(6, 6, 2)), "input:x", "tensor:open/Relu:0");
      pair.compareWithParts(method(pair.map(), interpolation), 2e-3);
    }
  }

  /** Every other pixel of pictures that are written channels first. */
  private Path channelsFirst() {
    return open(
        new NodeModel(Shape.of(-1, 2, 6, 5), DataType.DT_FLOAT)
            .integers("begin", 0, 0, 0, 0)
            .integers("end", 0, 0, 0, 0)
            .integers("steps", 1, 1, 2, 2)
            .add(
                "some/StridedSlice",
                "StridedSlice",
                Map.of(
                    "Index", Attributes.of(DataType.DT_INT32),
                    "begin_mask", Attributes.of(15L),
                    "end_mask", Attributes.of(15L)),
                "x",
                "begin",
                "end",
                "steps"),
        "some/StridedSlice",
        2,
        3);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void channelsMayComeFirst(Interpolation interpolation) {
    try (AttributableModel model = AttributableModel.load(channelsFirst())) {
      Pair pair = new Pair(model, Map.of("x", pictures(2, 6, 5)), "input:x", "tensor:open/Relu:0");
      pair.compareWithParts(new GuidedGradCam(pair.map(), Port.OUTPUT, interpolation, 1), 1e-6);
    }
  }

  /** A model that takes pictures channels first, and works channels last. */
  private Path transposed() {
    NodeModel model =
        new NodeModel(Shape.of(-1, 2, 6, 6), DataType.DT_FLOAT)
            .integers("order", 0, 2, 3, 1)
            .add(
                "turned/Transpose",
                "Transpose",
                Map.of("Tperm", Attributes.of(DataType.DT_INT32)),
                "x",
                "order");
    return open(pooled(model, "turned/Transpose"), "pooled/AvgPool", 1, 2);
  }

  @Test
  void layoutsThatDifferAreRefused() {
    try (AttributableModel model = AttributableModel.load(transposed())) {
      Map<String, NdArray<?>> inputs = Map.of("x", pictures(2, 6, 6));
      Pair input = new Pair(model, inputs, "input:x", "tensor:open/Relu:0");
      refused(
          input,
          -1,
          "op AvgPool of node \"pooled/AvgPool\" has its channels in what is dimension 1");
      refused(
          input,
          1,
          "op AvgPool of node \"pooled/AvgPool\" has its channels in what is dimension 3");
      new Pair(model, inputs, "tensor:turned/Transpose:0", input.map())
          .compareWithParts(new GuidedGradCam(input.map()), 1e-6);
    }
  }

  private static void refused(Pair pair, int axis, String message) {
    GuidedGradCam method = new GuidedGradCam(pair.map(), Port.OUTPUT, Interpolation.NEAREST, axis);
    assertThatThrownBy(() -> pair.result(method))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining(message);
  }

  private static FloatNdArray pictures(int... sizes) {
    FloatNdArray pictures = NdArrays.ofFloats(Shape.of(2, sizes[0], sizes[1], sizes[2]));
    int[] at = {0};
    pictures.scalars().forEach(value -> value.setFloat((float) Math.sin(1 + 0.7 * at[0]++)));
    return pictures;
  }

  private static NdArray<Double> doubles(NdArray<?> array) {
    NdArray<Double> doubles = NdArrays.ofDoubles(array.shape());
    List<Double> values = new ArrayList<>();
    array.scalars().forEach(value -> values.add(((Number) value.getObject()).doubleValue()));
    int[] at = {0};
    doubles.scalars().forEach(value -> value.setObject(values.get(at[0]++)));
    return doubles;
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3_relus", "k3_volumes", "k3_convlstm"})
  @Tag("slow")
  void examplesAndTargetsTogetherAreAsAlone(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (Pair pair : Pair.of(model, name)) {
        GuidedGradCam method = method(pair.map(), Interpolation.BILINEAR);
        NdArray<?> together = pair.result(method).values();
        for (int i = 0; i < together.shape().get(0); i++) {
          Closeness.assertClose(
              pair.toString(), pair.only(i).result(method).values(), row(together, i), 2e-5);
        }
        LayerAttribution request = pair.request(pair.explained()).method(method);
        request
            .attributeTargets(Target.of(0), Target.of(1))
            .forEach(
                (target, result) ->
                    Closeness.assertClose(
                        pair.toString(),
                        result.layers().get(0).tensors().get(0).values(),
                        request
                            .target(target)
                            .attribute()
                            .layers()
                            .get(0)
                            .tensors()
                            .get(0)
                            .values(),
                        2e-5));
      }
    }
  }

  @Test
  void aBatchThatIsCutGivesTheSame() {
    FloatNdArray images = Digits.images(2000, 3);
    GuidedGradCam method = new GuidedGradCam("conv2");
    ModelOptions cut = ModelOptions.defaults().batchBytes(BUDGET);
    try (AttributableModel whole = Digits.load();
        AttributableModel parts = Digits.load(cut)) {
      Closeness.assertClose("cut", of(parts, images, method), of(whole, images, method), 1e-6);
    }
  }

  private static NdArray<?> of(
      AttributableModel model, FloatNdArray images, AttributionMethod method) {
    return Digits.request(model, images)
        .layers("input:image")
        .method(method)
        .target(Target.of(3))
        .attribute()
        .get("input:image")
        .floats();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3_relus", "k3_cnn", "k3_volumes"})
  @Tag("slow")
  void exportedSignaturesGiveTheSame(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      Pair pair = Pair.of(model, name).get(0);
      for (Interpolation interpolation : Interpolation.values()) {
        GuidedGradCam method = method(pair.map(), interpolation);
        Path copy = folder.resolve(interpolation.name());
        ExplainedModel.of(Fixtures.model(name))
            .layers(pair.explained())
            .method(method)
            .predicted()
            .write(copy);
        ModelOptions served = Internals.served();
        try (AttributableModel exported = AttributableModel.load(copy, served)) {
          Closeness.assertClose(
              pair.toString(),
              pair.on(exported).result(method).values(),
              pair.result(method).values(),
              2e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | METHOD_PARAMETER | parameter "layer" is required
          conv22 | UNKNOWN_LAYER | Did you mean "conv2"
          logits | METHOD_NOT_APPLICABLE | 0 dimensions for positions
          """)
  void layersThatHaveNoMapAreRefused(String layer, ErrorCode code, String message) {
    try (AttributableModel model = Digits.load()) {
      assertThatThrownBy(() -> of(model, Digits.images(1, 0), new GuidedGradCam(layer)))
          .isInstanceOfSatisfying(
              AttributionException.class, e -> assertThat(e.code()).isEqualTo(code))
          .hasMessageContaining(message);
    }
  }

  @Test
  void aLayerBeforeWhatIsExplainedIsRefused() {
    try (AttributableModel model = Digits.load()) {
      LayerAttribution request =
          Digits.request(model, Digits.images(1, 0))
              .method(new GuidedGradCam("conv1"))
              .target(Target.of(3));
      assertThatThrownBy(request::attribute)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
          .hasMessageContaining("layer \"conv1\" does not lie between it and the output");
    }
  }
}
