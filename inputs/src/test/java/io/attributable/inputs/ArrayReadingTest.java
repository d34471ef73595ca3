package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.golden;
import static io.attributable.inputs.InputFixtures.numbers;
import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static io.attributable.inputs.Reading.FEATURES;
import static io.attributable.inputs.Reading.bytes;
import static io.attributable.inputs.Reading.failure;
import static io.attributable.inputs.Reading.read;
import static io.attributable.inputs.Reading.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.TensorShape;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.model.SignatureDescription;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Arrays and JSON as inputs. */
class ArrayReadingTest {
  @Test
  void npzHasArraysByName() {
    SignatureDescription two =
        signature(tensor("a", "float32", -1, 3), tensor("b", "int64", -1, 2));
    for (String name : List.of("two.npz", "compressed.npz")) {
      ReadInputs all = read(two, "*", InputSource.Files.of(file(name)));
      assertThat(numbers(all.arrays().get("a"))).containsExactly(golden("two.a"));
      assertThat(numbers(all.arrays().get("b"))).containsExactly(golden("two.b"));
      ReadInputs one = read(two, "b", InputSource.Files.of(file(name)));
      assertThat(one.arrays()).containsOnlyKeys("b");
    }
    assertThat(
            failure(
                signature(tensor("c", "float32", -1, 3), tensor("d", "float32", -1)),
                "{}",
                "c",
                InputSource.Files.of(file("two.npz"))))
        .hasMessageContaining("it has no array \"c\", but \"a\", \"b\"");
    assertThat(
            failure(
                signature(tensor("a", "float32", -1, 3)),
                "{}",
                "*",
                InputSource.Files.of(file("two.npz"))))
        .hasMessageContaining("its array \"b\" is no input that is to be given; those are \"a\"");
    assertThat(failure(two, "{}", "a", InputSource.Files.of(bytes("x.npz", "PK"))))
        .hasMessageContaining("not a NumPy .npz file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[[1, 2], [3, 4.0]];                                      '[2,2]'",
        "{\"instances\": [[1, 2]]};                               '[1,2]'",
        "{\"inputs\": [[1, 2], [3, 4], [5, 6]]};                  '[3,2]'",
        "7;                                                       '[]'",
        "[];                                                      '[0]'",
      })
  void jsonHasArrays(String json, String shape) throws IOException {
    SignatureDescription one = signature(tensor("x", "float32", -1, 2));
    ReadInputs read = read(one, "x", InputSource.Files.of(bytes("x.json", json)));
    assertThat(TensorShape.of(read.arrays().get("x").shape()).toString()).isEqualTo(shape);
    ReadInputs request = read(one, "x", new InputSource.Json(new ObjectMapper().readTree(json)));
    assertThat(request.arrays().get("x")).isEqualTo(read.arrays().get("x"));
  }

  @Test
  void jsonHasInstances() {
    ReadInputs read =
        read(
            FEATURES,
            "row",
            InputSource.Files.of(
                bytes(
                    "x.json",
                    "{\"instances\": [{\"age\": [1], \"city\": [\"Ulm\"], \"member\": true},"
                        + "{\"age\": [2], \"city\": [{\"b64\": \"QmVybg==\"}], \"member\": 0}]}")));
    assertThat(numbers(read.arrays().get("age"))).containsExactly(1, 2);
    assertThat(text(read.arrays().get("city"), 1)).isEqualTo("Bern");
    assertThat(read.arrays().get("city").shape().asArray()).containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[[1, 2], [3]];                          its lists are not equally long",
        "[[1, \"a\"]];                           \"a\" is not a number",
        "[[1, null]];                            null is not a number",
        "[1;                                     it is not JSON: line 1, column",
        "[1] 2;                                  it is not JSON",
        "{\"a\": 1};                             {\"a\":1} is not a number",
      })
  void jsonThatIsNoArrayIsRefused(String json, String words) {
    assertThat(
            failure(
                signature(tensor("x", "float32", -1, 2)),
                "{}",
                "x",
                InputSource.Files.of(bytes("x.json", json))))
        .hasMessageContaining(words);
  }

  @Test
  void valuesPerExampleNeedNoListsOfTheirOwn() throws IOException {
    JsonNode one =
        new ObjectMapper().readTree("{'age': 3, 'city': 'Ulm', 'member': true}".replace('\'', '"'));
    ReadInputs read = read(FEATURES, "row", new InputSource.Json(one));
    assertThat(read.array("age").shape()).isEqualTo(Shape.of(1, 1));
    assertThat(read.array("member").shape()).isEqualTo(Shape.of(1));
    assertThat(text(read.array("city"), 0)).isEqualTo("Ulm");
    JsonNode two = new ObjectMapper().readTree("{\"age\": [3, 4], \"income\": [[5], [6]]}");
    read = read(FEATURES, "row", new InputSource.Json(two));
    assertThat(read.array("age").shape()).isEqualTo(Shape.of(2, 1));
    assertThat(read.array("income").shape()).isEqualTo(Shape.of(2, 1));
    assertThat(read.views()).singleElement().extracting(InputView::examples).isEqualTo(2);
    JsonNode wrong = new ObjectMapper().readTree("{\"agee\": 3}");
    assertThat(failure(FEATURES, "{}", "row", new InputSource.Json(wrong)))
        .hasMessageContaining("\"agee\" is no input that is to be given");
  }

  /** A few thousand bytes of zeros are packed to some dozen. */
  @Test
  void packedArraysAreNotUnpackedWithoutEnd(@TempDir Path folder) throws IOException {
    Path npy = folder.resolve("x.npy");
    NpyWriter.write(npy, new NpyArray(NpyType.FLOAT32, NdArrays.ofFloats(Shape.of(1_000, 3))));
    Path npz = folder.resolve("x.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(Files.readAllBytes(npy));
    }
    SignatureDescription one = signature(tensor("x", "float32", -1, 3));
    InputSource source = InputSource.Files.of(new Content.File(npz));
    ReadLimits limits = new ReadLimits(2_900, 1);
    assertThat(
            catchThrowableOfType(
                AttributionException.class,
                () -> new InputReader(one, SignatureCard.EMPTY, limits).read(Map.of("x", source))))
        .hasMessageContaining("[InputTooLarge]")
        .hasMessageContaining("its arrays take more than 11600 bytes")
        .hasMessageContaining("raise the limit");
    assertThat(read(one, "x", source).array("x").shape()).isEqualTo(Shape.of(1_000, 3));
  }
}
