package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.ErrorCode;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.GaussianBlur;
import io.attributable.GradientShap;
import io.attributable.IntegratedGradients;
import io.attributable.Lime;
import io.attributable.Occlusion;
import io.attributable.Window;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code --baseline} and {@code --baselines}: numbers and files, by input. */
class BaselineOptionsTest {
  private static final FloatNdArray ROWS = StdArrays.ndCopyOf(new float[][] {{1, 2}, {3, 4}});

  @TempDir Path folder;
  private Path rows = Path.of("");

  @Command(name = "probe")
  private static final class Probe {
    @Mixin private MethodOptions method = new MethodOptions();

    @Parameters(arity = "0..*")
    private String[] words = {};
  }

  @BeforeEach
  void writeRows() throws IOException {
    rows = folder.resolve("rows.npy");
    NpyWriter.write(rows, new NpyArray(NpyType.FLOAT32, ROWS));
  }

  private static AttributionMethod method(String... words) {
    Probe probe = new Probe();
    new CommandLine(probe).parseArgs(words);
    return probe.method.method();
  }

  private static AttributionMethod integrated(Object... options) {
    return method(
        Stream.concat(
                Stream.of("--method", "integrated-gradients"),
                Arrays.stream(options).map(String::valueOf))
            .toArray(String[]::new));
  }

  @Test
  void masksAndWindowsAreWords() {
    assertThat(
            method(
                "--method=lime",
                "--mask",
                "a=along:1,2",
                "--mask",
                "b=superpixels:80",
                "--mask",
                "c=words",
                "--alpha=0.5"))
        .isEqualTo(
            new Lime(
                Baseline.zeros(),
                new FeatureMask(
                    Map.of(),
                    Map.of(
                        "a",
                        FeatureGrouping.along(1, 2),
                        "b",
                        FeatureGrouping.superpixels(80),
                        "c",
                        FeatureGrouping.words())),
                Lime.DEFAULT_SAMPLES,
                Lime.Regression.RIDGE,
                0.5,
                Lime.DEFAULT_KERNEL_WIDTH,
                0));
    assertThat(method("--method=occlusion", "--window", "8,8,3", "--strides", "a=4,4,3"))
        .isEqualTo(
            new Occlusion(
                Baseline.zeros(), Window.of(8, 8, 3), Window.of(Map.of("a", List.of(4, 4, 3)))));
    assertThat(method("--method=occlusion", "--window", "a=8", "--strides", "2"))
        .isEqualTo(
            new Occlusion(Baseline.zeros(), Window.of(Map.of("a", List.of(8))), Window.of(2)));
  }

  @Test
  void aNumberIsThatOfAllInputs() {
    assertThat(integrated("--baseline", "0.5"))
        .isEqualTo(new IntegratedGradients(Baseline.of(0.5)));
    assertThat(integrated("--baseline=-1")).isEqualTo(new IntegratedGradients(Baseline.of(-1)));
  }

  @Test
  void inputsHaveNumbersAndFilesOfTheirOwn() {
    assertThat(integrated("--baseline", "a=0.1", "--baseline", "b=" + rows, "--baseline", "2"))
        .isEqualTo(
            new IntegratedGradients(
                Baseline.of(2, Map.of("a", NdArrays.scalarOf(0.1), "b", ROWS))));
  }

  @Test
  void examplesAreBlurredAndRowsAveraged() {
    assertThat(integrated("--baseline", "blur:5"))
        .isEqualTo(new IntegratedGradients(Baseline.blurred(5)));
    assertThat(integrated("--baseline", "a=blur:0.5:2+3", "--baseline", "b=mean:" + rows))
        .isEqualTo(
            new IntegratedGradients(
                new Baseline(
                    0,
                    Baseline.meanOf("b", ROWS).arrays(),
                    Map.of("a", new GaussianBlur(0.5, List.of(2, 3))))));
  }

  @Test
  void anAddressMayBeOneOfALayer() {
    assertThat(integrated("--baseline", "tensor:net/a:0=3"))
        .isEqualTo(new IntegratedGradients(Baseline.of("tensor:net/a:0", NdArrays.scalarOf(3.0))));
  }

  @Test
  void baselinesAreRowsByInput() {
    assertThat(method("--method", "gradient-shap", "--baselines", "a=" + rows, "--samples", "9"))
        .isEqualTo(new GradientShap(Baselines.of("a", ROWS), 9, 0, false));
  }

  @Test
  void theNextWordIsTheCommandsOwn() {
    Probe probe = new Probe();
    new CommandLine(probe)
        .parseArgs("--method=integrated-gradients", "--baseline", "a=1", "models/digits");
    assertThat(probe.words).containsExactly("models/digits");
  }

  @Test
  void aCommandLineThatIsUsedAgainForgetsWhatItHad() {
    Probe probe = new Probe();
    CommandLine line = new CommandLine(probe);
    line.parseArgs("--baseline", "a=1");
    line.parseArgs("--method", "integrated-gradients", "--baseline", "b=1");
    assertThat(probe.method.method())
        .isEqualTo(new IntegratedGradients(Baseline.of("b", NdArrays.scalarOf(1.0))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--baseline none; METHOD_PARAMETER; \"baseline\" cannot be \"none\": it must be a number,",
        "--baseline NaN; METHOD_PARAMETER; \"baseline\" cannot be \"NaN\": it must be a number,",
        "--baseline =1; METHOD_PARAMETER; \"baseline\" cannot be \"=1\": write INPUT=NUMBER,",
        "--baseline a=; METHOD_PARAMETER; \"baseline\" cannot be \"a=\": write INPUT=NUMBER,",
        "--baseline a=NaN; METHOD_PARAMETER; \"baseline\" cannot be \"{a=NaN}\"",
        "--baseline a=1 --baseline a=2; METHOD_PARAMETER; \"baseline\" is given twice for \"a\"",
        "--baseline 1 --baseline 2; METHOD_PARAMETER; is given two numbers for all inputs, \"2\"",
        "--baseline a=1 --baseline x; METHOD_PARAMETER; cannot be \"{a=1.0, *=x}\"",
        "--baseline a=no.npy; UNREADABLE_FILE; File \"no.npy\" of baseline \"a\" cannot be read",
        "--baseline a=blur:x; METHOD_PARAMETER; cannot be \"blur:x\": write blur:5, or blur:5:2+3",
        "--baseline a=blur:1:y; METHOD_PARAMETER; cannot be \"blur:1:y\": write blur:5, or",
        "--baseline a=blur:-1; METHOD_PARAMETER; cannot be \"{a={blur=-1.0}}\": it must be a",
        "--baseline a=mean:no.npy; UNREADABLE_FILE; File \"no.npy\" of baseline \"a\" cannot be",
        "--baselines a=no.npy; UNREADABLE_FILE; File \"no.npy\" of baselines \"a\" cannot be read",
        "--method gradient-shap --baselines 1; METHOD_PARAMETER; it must be arrays by input, each",
        "--method gradient-shap --baselines a=1; METHOD_PARAMETER; cannot be \"{a=1.0}\"",
        "--method saliency --baseline 1; METHOD_PARAMETER; \"baseline\" goes with \"integrated-",
      })
  void whatCannotBeABaselineIsTold(String words, ErrorCode code, String message) {
    String[] options = ("--method integrated-gradients " + words).split(" ");
    Stream<String> last =
        words.startsWith("--method") ? Arrays.stream(words.split(" ")) : Arrays.stream(options);
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> method(last.toArray(String[]::new)))
        .withMessageContaining(message)
        .matches(e -> e.code() == code);
  }

  @Test
  void aTextIsTheRowOfAnInputOfStrings() {
    IntegratedGradients method =
        (IntegratedGradients)
            method(
                "--method=integrated-gradients", "--baseline", "city=\"Ulm\"", "--baseline=age=3");
    NdArray<?> city = method.baseline().array("city").orElseThrow();
    assertThat(city.shape()).isEqualTo(Shape.of(1));
    assertThat((byte[]) city.getObject(0)).asString(StandardCharsets.UTF_8).isEqualTo("Ulm");
  }
}
