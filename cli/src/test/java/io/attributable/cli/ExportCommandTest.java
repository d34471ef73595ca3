package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** {@code export}; what it wrote is loaded as any server would. */
class ExportCommandTest {
  private static final long[] DIGITS = {3, 8, 9, 9};
  private static final Path IMAGES = Fixtures.golden().resolve("digits/four.image.npy");

  @TempDir Path folder;

  @Test
  void writesASignature() {
    CommandRun run = export("digits", "--layer conv1 conv2 --mode both");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "Signature \"explain\", in "
                + out()
                + """

                  takes image  float32 [?,8,8,1]
                  takes target  int64 [?]
                  gives attribution/conv1  float32 [?,8,8,8]
                  gives attribution/conv2  float32 [?,8,8,16]
                  gives gradient/conv1  float32 [?,8,8,8]
                  gives gradient/conv2  float32 [?,8,8,16]
                  gives output_0  float32 [?,10]
                """);
    try (SavedModelBundle bundle = SavedModelBundle.load(out().toString(), "serve")) {
      assertThat(keys(bundle)).containsExactlyInAnyOrder("serve", "serving_default", "explain");
      assertGolden(bundle.function("explain"), "attribution/conv1", "conv1-output-global");
      assertGolden(bundle.function("explain"), "gradient/conv1", "conv1-output-local");
      assertGolden(bundle.function("explain"), "attribution/conv2", "conv2-output-global");
    }
  }

  @Test
  void choosesTargetsAndReduces() {
    CommandRun run =
        export(
            "digits",
            "--layer conv1 --target predicted --reduce sum=channels,abs --as why --port input");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("  takes image ").doesNotContain("target", "gradient");
    try (SavedModelBundle bundle = SavedModelBundle.load(out().toString(), "serve");
        TFloat32 image = TFloat32.tensorOf(images());
        Result result = bundle.function("why").call(Map.of("image", image))) {
      assertThat(keys(bundle)).containsExactlyInAnyOrder("serve", "serving_default", "why");
      TFloat32 heat = (TFloat32) result.get("attribution/conv1").orElseThrow();
      assertThat(heat.shape()).isEqualTo(Shape.of(4, 8, 8));
      FloatNdArray golden = golden("conv1-input-global");
      float largest = 0;
      for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
          float expected = Math.abs(golden.getFloat(1, i, j, 0));
          assertThat(heat.getFloat(1, i, j)).isCloseTo(expected, near(expected));
          largest = Math.max(largest, expected);
        }
      }
      assertThat(largest).isPositive();
    }
  }

  @Test
  void writesOtherMethods() {
    CommandRun run = export("digits", "--layer conv2 --method grad-cam --relu");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("  gives grad-cam/conv2  float32 [?,8,8]\n");
    assertThat(positive(out())).isTrue();
    assertThat(export("digits", "--layer conv2 --method grad-cam --replace").status()).isZero();
    assertThat(positive(out())).isFalse();
    CommandRun activation = export("digits", "--layer conv2 --method activation --replace");
    assertThat(activation.out())
        .contains("  gives activation/conv2  float32 [?,8,8,16]\n")
        .doesNotContain("target");
  }

  /** Whether nothing in the maps speaks against the target. */
  private static boolean positive(Path model) {
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TFloat32 image = TFloat32.tensorOf(images());
        TInt64 target = TInt64.vectorOf(DIGITS);
        Result result = bundle.function("explain").call(Map.of("image", image, "target", target))) {
      TFloat32 map = (TFloat32) result.get("grad-cam/conv2").orElseThrow();
      return map.streamOfObjects().allMatch(value -> value >= 0);
    }
  }

  @Test
  void replacesOnlyOnRequest() throws IOException {
    assertThat(export("digits", "--layer conv1").status()).isZero();
    CommandRun refused = export("digits", "--layer conv2");
    assertRefused(refused, "[ExportRefused]");
    assertThat(refused.err()).contains(out().toString());
    assertThat(Files.exists(out().resolve("saved_model.pb"))).isTrue();
    CommandRun replaced = export("digits", "--layer conv2 --as other --replace");
    assertThat(replaced.err()).isEmpty();
    assertThat(replaced.status()).isZero();
    try (SavedModelBundle bundle = SavedModelBundle.load(out().toString(), "serve")) {
      assertThat(keys(bundle)).containsExactlyInAnyOrder("serve", "serving_default", "other");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "digits; '';                             Missing required option: '--layer=NAME'",
        "digits; --layer conv1 --target 3;       --target can only be predicted: callers give"
            + " others",
        "digits; --layer conv1 --mode all;       \"mode\" cannot be \"all\"",
        "digits; --layer conv1 --method x;       [UnknownMethod] No method \"x\"",
        "digits; --layer conv1 --method grad-cam --mode both; \"mode\" does not exist",
        "digits; --layer conv1 --relu;           [MethodParameter] Method \"gradient-x",
        "digits; --layer conv1 --method activation --target predicted; [MethodNotApplicable]",
        "digits; --layer conv1 --reduce x;       [ReductionInvalid]",
        "digits; --layer conv9;                  [UnknownLayer] No layer \"conv9\"",
        "digits; --layer conv1 --output x;       [UnknownOutput]",
        "digits; --layer conv1 --signature x;    [UnknownSignature]",
        "digits; --layer conv1 --as serving_default; [SignatureTaken] Signature"
            + " \"serving_default\"",
        "digits; --layer conv1 conv1;            [ExportNameTaken]",
        "k3_multi_io; --layer only_b --output a; [UnusedLayer] Layer \"only_b\"",
        "k3_multi_io; --layer only_b;            [OutputRequired]",
      })
  void refusesWhatCannotBeWritten(String model, String words, String message) {
    assertRefused(export(model, words), message);
    assertThat(folder).isEmptyDirectory();
  }

  private static void assertRefused(CommandRun run, String message) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("[").contains(message).hasLineCount(1);
  }

  private static void assertGolden(SessionFunction explain, String output, String id) {
    FloatNdArray expected = golden(id);
    try (TFloat32 image = TFloat32.tensorOf(images());
        TInt64 target = TInt64.vectorOf(DIGITS);
        Result result = explain.call(Map.of("image", image, "target", target))) {
      TFloat32 actual = (TFloat32) result.get(output).orElseThrow();
      assertThat(actual.shape()).isEqualTo(expected.shape());
      expected
          .scalars()
          .forEachIndexed(
              (at, value) ->
                  assertThat(actual.getFloat(at))
                      .isCloseTo(value.getFloat(), near(value.getFloat())));
    }
  }

  private static Offset<Float> near(float expected) {
    return Offset.offset(1e-6f + 2e-4f * Math.abs(expected));
  }

  private static FloatNdArray images() {
    return (FloatNdArray) Fixtures.array(IMAGES);
  }

  private static FloatNdArray golden(String id) {
    return (FloatNdArray) Fixtures.array(Fixtures.golden().resolve("digits/" + id + ".0.npy"));
  }

  private static List<String> keys(SavedModelBundle bundle) {
    return bundle.signatures().stream()
        .map(Signature::key)
        .filter(key -> !key.startsWith("__"))
        .toList();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private CommandRun export(String model, String words) {
    List<Object> line = new ArrayList<>(List.of("export", Fixtures.model(model)));
    Stream.of(words.strip().split("\\s+")).filter(word -> !word.isEmpty()).forEach(line::add);
    line.addAll(List.of("--out", out()));
    return CommandRun.of(line.toArray());
  }
}
