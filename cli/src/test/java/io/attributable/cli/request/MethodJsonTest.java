package io.attributable.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.GaussianBlur;
import io.attributable.GradientShap;
import io.attributable.IntegratedGradients;
import io.attributable.Methods;
import io.attributable.Occlusion;
import io.attributable.Shapley;
import io.attributable.Window;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

/** Methods in the JSON of requests. */
class MethodJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FloatNdArray ROWS = StdArrays.ndCopyOf(new float[][] {{1, 2}, {3, 4}});

  @TempDir Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    NpyWriter.write(folder.resolve("rows.npy"), new NpyArray(NpyType.FLOAT32, ROWS));
  }

  /** In single quotes. */
  private AttributionMethod method(String text) throws IOException {
    JsonNode json = JSON.readTree("{\"method\": " + text.replace('\'', '"') + "}");
    return new RequestReader(
            new RequestFields("a", json), folder, Optional.empty(), SignatureCards.NONE)
        .read()
        .method();
  }

  static List<String> names() {
    return Methods.names();
  }

  /** What results say of their method is how it can be asked for, but for arrays. */
  @ParameterizedTest
  @MethodSource("names")
  void whatIsWrittenCanBeRead(String name) throws IOException {
    AttributionMethod byDefault = Methods.of(name);
    String written = JSON.writeValueAsString(byDefault);
    assertThat(method(written)).isEqualTo(byDefault);
    assertThat(method("\"" + name + "\"")).isEqualTo(byDefault);
  }

  @Test
  void aNumberIsTheBaselineOfAllInputs() throws IOException {
    assertThat(method("{'name': 'integrated-gradients', 'baseline': 0.5, 'steps': 20}"))
        .isEqualTo(new IntegratedGradients(Baseline.of(0.5), 20));
  }

  @Test
  void inputsHaveNumbersAndFilesOfTheirOwn() throws IOException {
    AttributionMethod method =
        method(
            "{'name': 'integrated-gradients',"
                + " 'baseline': {'*': 2, 'a': 0, 'b': 'rows.npy', 'c': null}}");
    assertThat(method)
        .isEqualTo(
            new IntegratedGradients(
                Baseline.of(2, Map.of("a", NdArrays.scalarOf(0.0), "b", ROWS))));
    assertThat(JSON.valueToTree(method).path("baseline").toString())
        .isEqualTo("{\"*\":2.0,\"a\":0.0,\"b\":{\"shape\":[2,2]}}");
  }

  @Test
  void examplesAreBlurredAndRowsAveraged() throws IOException {
    AttributionMethod method =
        method(
            "{'name': 'deeplift', 'baseline': {'*': {'blur': 5},"
                + " 'a': {'blur': 0.5, 'axes': [2, 3]}, 'b': {'mean': 'rows.npy'}}}");
    assertThat(method)
        .isEqualTo(
            new DeepLift(
                new Baseline(
                    0,
                    Baseline.meanOf("b", ROWS).arrays(),
                    Map.of("*", GaussianBlur.of(5), "a", new GaussianBlur(0.5, List.of(2, 3))))));
    assertThat(JSON.valueToTree(method).path("baseline").toString())
        .isEqualTo(
            "{\"b\":{\"shape\":[2]},\"*\":{\"blur\":5.0},\"a\":{\"blur\":0.5,\"axes\":[2,3]}}");
  }

  @Test
  void masksAreNumbersAxesGroupsSuperpixelsAndWords() throws IOException {
    LongNdArray ids = StdArrays.ndCopyOf(new long[] {0, 0, 1});
    NpyWriter.write(folder.resolve("ids.npy"), new NpyArray(NpyType.INT64, ids));
    Files.writeString(folder.resolve("groups.json"), "{\"home\": [\"own\", 2]}");
    AttributionMethod method =
        method(
            "{'name': 'shapley', 'mask': {'a': 'ids.npy', 'b': {'along': [1, -1]}, 'c':"
                + " {'superpixels': 80}, 'd': 'groups.json', 'e': {'along': 1}, 'f': 'words'}}");
    FeatureMask mask =
        new FeatureMask(
            Map.of("a", ids),
            Map.of(
                "b", FeatureGrouping.along(1, -1),
                "c", FeatureGrouping.superpixels(80),
                "d", FeatureGrouping.named(Map.of("home", List.of("own", "2"))),
                "e", FeatureGrouping.along(1),
                "f", FeatureGrouping.words()));
    assertThat(method).isEqualTo(new Shapley(Baseline.zeros(), mask, Shapley.DEFAULT_EVALUATIONS));
    assertThat(JSON.valueToTree(method).path("mask").toString())
        .contains("\"a\":{\"shape\":[3]}", "\"b\":{\"along\":[1,-1]}", "\"f\":\"words\"");
    assertThat(method("{'name': 'occlusion', 'window': [4, 4, 1], 'strides': {'a': [2, 2, 1]}}"))
        .isEqualTo(
            new Occlusion(
                Baseline.zeros(), Window.of(4, 4, 1), Window.of(Map.of("a", List.of(2, 2, 1)))));
  }

  @Test
  void masksThatAreNoneAreTold() throws IOException {
    Files.writeString(folder.resolve("wrong.json"), "{\"home\": \"own\"}");
    assertThatThrownBy(() -> method("{'name': 'shapley', 'mask': {'a': 'wrong.json'}}"))
        .hasMessageContaining("UnreadableFile")
        .hasMessageContaining("it must be an object of lists of columns");
    assertThatThrownBy(() -> method("{'name': 'shapley', 'mask': {'a': {'near': 1}}}"))
        .hasMessageContaining("\"mask\" cannot be \"{a={near=1}}\"");
    assertThatThrownBy(() -> method("{'name': 'occlusion', 'window': ['a']}"))
        .hasMessageContaining("one for each dimension but that of the examples");
  }

  @Test
  void baselinesAreFilesByInput() throws IOException {
    assertThat(method("{'name': 'gradient-shap', 'baselines': {'a': 'rows.npy'}, 'seed': 7}"))
        .isEqualTo(
            new GradientShap(Baselines.of("a", ROWS), GradientShap.DEFAULT_SAMPLES, 7, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'baseline': 'black'; METHOD_PARAMETER; \"baseline\" cannot be \"black\": it must be a",
        "'baseline': [0, 1]; METHOD_PARAMETER; \"baseline\" cannot be \"[0, 1]\": it must be a",
        "'baseline': true; METHOD_PARAMETER; \"baseline\" cannot be \"true\"",
        "'baseline': {'a': [1]}; BAD_REQUEST; \"baseline\" of \"a\" must be a number, a .npy",
        "'baseline': {'a': {}}; BAD_REQUEST; \"baseline\" of \"a\" must be a number, a .npy",
        "'baseline': {'a': {'blur': 0}}; METHOD_PARAMETER; cannot be \"{a={blur=0}}\"",
        "'baseline': {'a': {'blur': 1, 'x': 2}}; METHOD_PARAMETER; cannot be \"{a={blur=1, x=2}}\"",
        "'baseline': {'a': {'blur': 1, 'axes': 2}}; METHOD_PARAMETER; cannot be \"{a={blur=1,",
        "'baseline': {'a': {'mean': 3}}; BAD_REQUEST; \"baseline\" of \"a\" must be a number, a",
        "'baseline': {'a': 'no.npy'}; UNREADABLE_FILE; no.npy\" of baseline \"a\" cannot be read",
        "'baseline': {'*': 'rows.npy'}; METHOD_PARAMETER; \"baseline\" cannot be \"{*=",
        "'baselines': {'a': 'rows.npy'}; METHOD_PARAMETER; \"baselines\" goes with"
            + " \"gradient-shap\"",
        "'steps': {'a': 1}; METHOD_PARAMETER; \"steps\" cannot be \"{a=1}\": it must be a whole",
        "'steps': 0; METHOD_PARAMETER; \"steps\" cannot be \"0\": it must be at least 1",
        "'steps': 10001; METHOD_PARAMETER; \"steps\" cannot be \"10001\": it must be at most 10000"
            + " with gauss-legendre",
      })
  void whatCannotBeIsTold(String parameter, ErrorCode code, String message) {
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> method("{'name': 'integrated-gradients', " + parameter + "}"))
        .withMessageContaining(message)
        .matches(e -> e.code() == code);
  }

  @Test
  void masksOfUnsignedNumbersHaveNoSigns() throws IOException {
    write("ids8.npy", "|u1", 200, 1);
    write("ids16.npy", "<u2", 0x60, 0xEA, 1, 0);
    write("ids32.npy", "<u4", 0, 0x28, 0x6B, 0xEE, 1, 0, 0, 0);
    write("signed.npy", "|i1", 255, 1);
    assertThat(mask("ids8.npy")).isEqualTo(NdArrays.vectorOf(200L, 1L));
    assertThat(mask("ids16.npy")).isEqualTo(NdArrays.vectorOf(60_000L, 1L));
    assertThat(mask("ids32.npy")).isEqualTo(NdArrays.vectorOf(4_000_000_000L, 1L));
    assertThat(mask("signed.npy")).isEqualTo(NdArrays.vectorOf((byte) -1, (byte) 1));
  }

  /** Two numbers, as NumPy writes them. */
  private void write(String file, String type, int... content) throws IOException {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': (2,), }".formatted(type);
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0x93);
    bytes.writeBytes("NUMPY\1\0v\0".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
    IntStream.of(content).forEach(bytes::write);
    Files.write(folder.resolve(file), bytes.toByteArray());
  }

  private Object mask(String file) throws IOException {
    Shapley method = (Shapley) method("{'name': 'shapley', 'mask': {'x': '" + file + "'}}");
    return method.mask().ids().get("x");
  }

  @Test
  void truthValuesAreBaselines() throws IOException {
    assertThat(method("{'name': 'shapley', 'baseline': {'b': false, 'c': true}}"))
        .isEqualTo(method("{'name': 'shapley', 'baseline': {'b': 0, 'c': 1}}"));
  }
}
