package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.Target;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Index;
import org.tensorflow.ndarray.index.Indices;

/** Inputs of strings: texts, and bytes that are none. */
class BytesTest {
  private static final String MODEL = "tfmodule_bytes";
  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model(MODEL));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void takesOneExample() throws IOException {
    byte[] example = Files.readAllBytes(Fixtures.golden().resolve(MODEL + "/example.0.bin"));
    NdArray<?> why = hidden(examples().input("examples", example).target(Target.of(0)));
    assertThat(why).isEqualTo(expected("examples").slice(rows(0, 1)));
  }

  @Test
  void takesAListOfExamples() {
    List<byte[]> all = serialised();
    assertThat(hidden(examples().input("examples", all).target(Target.perExample(0, 2, 1))))
        .isEqualTo(expected("examples"));
  }

  @Test
  void givesExamplesTheRankOfTheSignature() throws IOException {
    byte[] first = Files.readAllBytes(Fixtures.golden().resolve(MODEL + "/picture.0.png"));
    byte[] second = Files.readAllBytes(Fixtures.golden().resolve(MODEL + "/picture.1.png"));
    NdArray<?> why =
        hidden(
            request("pictures").input("pictures", first, second).target(Target.perExample(1, 2)));
    Closeness.assertClose("pictures", why, expected("pictures"));
    byte[] zeros = {-1, 0, 0};
    Closeness.assertClose(
        "zeros",
        hidden(request("one").input("text", zeros).target(Target.of(1))),
        expected("zeros"));
  }

  @Test
  void mixesTextsAndBytes() {
    NdArray<Object> two = NdArrays.ofObjects(Object.class, Shape.of(2));
    byte[] example = serialised().get(0);
    two.setObject(example, 0);
    two.setObject("", 1);
    AttributionException refused = refusal(examples().input("examples", two));
    assertThat(refused.code()).isEqualTo(ErrorCode.RUN_FAILED); // "" is no serialised example.
    NdArray<?> text = NdArrays.scalarOfObject("na\u00efve");
    NdArray<?> bytes = NdArrays.scalarOfObject("na\u00efve".getBytes(StandardCharsets.UTF_8));
    assertThat(hidden(request("one").input("text", text).target(Target.of(1))))
        .isEqualTo(hidden(request("one").input("text", bytes).target(Target.of(1))))
        .isEqualTo(expected("text"));
  }

  @Test
  void explainsManyExamplesOfBytes() {
    List<Example> all = new ArrayList<>();
    for (byte[] each : serialised()) {
      NdArray<byte[]> one = NdArrays.ofObjects(byte[].class, Shape.of(1));
      one.setObject(each, 0);
      all.add(Example.of("examples", one).target(Target.of(0)));
    }
    ExampleOptions options = ExampleOptions.defaults().batchSize(3);
    List<NdArray<?>> results = new ArrayList<>();
    try (ExampleResults found = examples().attributeAll(all, options)) {
      found.forEachRemaining(
          result -> results.add(result.explained().orElseThrow().layers().get(0).floats()));
    }
    NdArray<?> together = hidden(examples().input("examples", serialised()).target(Target.of(0)));
    for (int i = 0; i < 3; i++) {
      Closeness.assertClose("example " + i, results.get(i), together.slice(rows(i, i + 1)));
    }
  }

  @Test
  void refusesTextThatIsNone() {
    NdArray<?> half = NdArrays.vectorOfObjects("fine", "\uD800");
    AttributionException refused = refusal(examples().input("examples", half));
    assertThat(refused.code()).isEqualTo(ErrorCode.INPUT_TEXT);
    assertThat(refused).hasMessageContaining("\"examples\"").hasMessageContaining("element 1");
  }

  @Test
  void refusesOtherObjectsAndSaysWhich() {
    AttributionException refused =
        refusal(examples().input("examples", NdArrays.vectorOfObjects(1, 2)));
    assertThat(refused)
        .hasMessageContaining("must be string, but is an array of java.lang.Integer");
    assertThat(refusal(examples().input("examples", NdArrays.vectorOf(1f))))
        .hasMessageContaining("must be string, but is float32");
  }

  @Test
  void refusesBytesForNumbers() {
    try (AttributableModel digits = AttributableModel.load(Fixtures.model("digits"))) {
      AttributionException refused =
          refusal(
              LayerGradientXActivation.on(digits).layers("conv1").input("image", new byte[] {1}));
      assertThat(refused).hasMessageContaining("must be float32, but is string");
    }
  }

  private static LayerAttribution examples() {
    return request("serving_default");
  }

  private static LayerAttribution request(String signature) {
    return LayerGradientXActivation.on(model).signature(signature).layers("hidden");
  }

  private static NdArray<?> hidden(LayerAttribution request) {
    return request.attribute().layers().get(0).floats();
  }

  private static AttributionException refusal(LayerAttribution request) {
    return catchThrowableOfType(
        AttributionException.class, request.target(Target.of(0))::attribute);
  }

  private static Index rows(long from, long to) {
    return Indices.range(from, to);
  }

  private static NdArray<?> expected(String id) {
    return golden(id).expected().get(0).tensors().get(0);
  }

  private static List<byte[]> serialised() {
    List<byte[]> all = new ArrayList<>();
    golden("examples")
        .input("examples")
        .scalars()
        .forEach(scalar -> all.add((byte[]) scalar.getObject()));
    return all;
  }

  private static GoldenCase golden(String id) {
    return Fixtures.cases(MODEL).stream()
        .filter(golden -> golden.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
