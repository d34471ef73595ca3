package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that makes reports. */
class ReportCommandTest {
  @TempDir Path folder;

  private static List<String> found(String pattern, String html) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .map(text -> text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">"))
        .map(text -> text.replace("&#x27;", "'").replace("&amp;", "&"))
        .toList();
  }

  private static List<String> snippets(String language, String html) {
    return found("aria-label=\"" + language + ",[^\"]*\"[^>]*><code>(.*?)</code>", html);
  }

  @Test
  void picturesAreExplainedByTheScoreInFrontOfTheirProbability() throws IOException {
    String html = Files.readString(new ReportPages(folder).digits());
    assertThat(html)
        .contains("<h1>Handwritten digits</h1>", "Why “two”?", "Why not “three”?", "Why “five”?")
        .contains("<strong>Grad-CAM, layer conv3. </strong>")
        .contains("<strong>Integrated gradients, input image. </strong>")
        .contains("explained is the score in front of it, &quot;logits-of:")
        .contains("sha256:", "TensorFlow Java", "./attributable report ");
  }

  @Test
  void wishesComeFirst() throws IOException {
    Path page =
        new ReportPages(folder)
            .digits(
                "--methods",
                "saliency,conductance",
                "--layers",
                "conv1",
                "--steps",
                "7",
                "--target",
                "seven",
                "--title",
                "Why a <seven>?");
    assertThat(Files.readString(page))
        .contains("<h1>Why a &lt;seven&gt;?</h1>", "Why “seven”?", "Why not “two”?")
        .contains("<strong>Saliency, layer conv1. </strong>", "in 7 steps")
        .doesNotContain("Grad-CAM");
  }

  @Test
  void tokensAreComparedWithPadding() throws IOException {
    String html = Files.readString(new ReportPages(folder).reviews());
    assertThat(html)
        .contains("Film reviews", "Why “in favour”?", "Integrated gradients, layer embedding")
        .contains("mapOf(&quot;baseline&quot; to mapOf(&quot;tokens&quot; to 0.0))");
  }

  @Test
  void rowsHaveReasonsAndTheCardsBaseline() throws IOException {
    String html = Files.readString(new ReportPages(folder).credit());
    assertThat(html)
        .contains("Most in favour", "DeepLIFT, input x", "Income &lt;b&gt;", "2 k€", "F(baseline)")
        .contains("{&quot;x&quot;:0.5}");
  }

  @Test
  void noiseAndNamesOfFeaturesAreTaken() throws IOException {
    Path names =
        Files.writeString(
            folder.resolve("names.json"),
            "{\"x\": [\"Earned\", {\"name\": \"Owed\", \"text\": \"too much\"}, \"age\"]}");
    Path page = new ReportPages(folder).credit("--features", names.toString());
    assertThat(Files.readString(page))
        .contains("<strong>Earned: </strong>", "<strong>Owed: </strong>")
        .contains("of what did. too much")
        .contains("Earned = 2 k€");
    page =
        new ReportPages(folder)
            .credit("--methods", "saliency", "--smooth", "vargrad", "--smooth-stdev", "0.5");
    assertThat(Files.readString(page))
        .contains("Saliency, smoothed", ".smooth(Smoothing.of(Map.of(&quot;kind&quot;")
        .contains("&quot;smooth&quot;:{&quot;kind&quot;:&quot;vargrad&quot;");
  }

  @Test
  void requestsOfThePageAreAnswered() throws IOException {
    String html = Files.readString(new ReportPages(folder).credit());
    List<String> requests = snippets("JSON request", html);
    assertThat(requests).hasSize(2);
    Path file = folder.resolve("again.jsonl");
    Files.writeString(file, requests.get(0).replace("\"why\"", "\"again\"") + "\n");
    CommandRun run =
        CommandRun.of(
            "explain",
            Fixtures.model("captum_multilayer"),
            "--card",
            folder.resolve("credit.json"),
            "--requests",
            file,
            "--out",
            folder);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(folder.resolve("again/attribution.json")).exists();
  }

  @Test
  void callsOfThePageCompile() throws IOException {
    List<String> calls = snippets("Java", Files.readString(new ReportPages(folder).digits()));
    assertThat(calls).hasSize(2);
    String body = calls.get(0) + "\n" + calls.get(1);
    String source =
        """
        import io.attributable.*;
        import io.attributable.tensorflow.*;
        import java.nio.file.Path;
        import java.util.Map;
        class Again { void ask(org.tensorflow.ndarray.NdArray<?> image) { %s } }
        """
            .formatted(body);
    StringWriter problems = new StringWriter();
    assertThat(compiled(source, problems)).as(problems.toString()).isTrue();
  }

  private boolean compiled(String source, StringWriter problems) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Again.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    return compiler.getTask(problems, null, null, options, null, List.of(file)).call();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--out FOLDER/none/why.html | [UnwritableFile] \"FOLDER/none/why.html\" cannot be written:"
            + " there is no folder FOLDER/none.",
        "--out FOLDER | [UnwritableFile] \"FOLDER\" cannot be written: it is a folder.",
        "--out FOLDER/a.html --methods magic | [UnknownMethod] ",
        "--out FOLDER/a.html --methods saliency --steps 3 | [MethodParameter] ",
        "--out FOLDER/a.html --methods saliency --method lrp | [Usage] --method cannot stand beside"
            + " --methods.",
        "--out FOLDER/a.html --layers linear7 | [UnknownLayer] ",
        "--out FOLDER/a.html --target 5 | [TargetOutOfRange] Target 5",
        "--out FOLDER/a.html --target cat | [TargetInvalid] ",
        "--out FOLDER/a.html --smooth vargrad | [NoiseInvalid] ",
        "--out FOLDER/a.html --features FOLDER/none.json | [UnreadableFile] ",
        "--out FOLDER/a.html --output none | [",
        "--out FOLDER/a.html --input x=FOLDER/none.csv | [UnreadableFile] File \"FOLDER/none.csv\""
      })
  void whatCannotBeDoneIsSaid(String options, String message) throws IOException {
    Path table = Files.writeString(folder.resolve("data.csv"), "a,b,c\n2,1,3\n");
    List<Object> words = new ArrayList<>(List.of("report", Fixtures.model("captum_multilayer")));
    words.addAll(List.of("--input", "x=" + table));
    words.addAll(List.of(options.replace("FOLDER", folder.toString()).split(" ")));
    CommandRun run = CommandRun.of(words.toArray());
    assertThat(run.status()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).startsWith(message.replace("FOLDER", folder.toString()));
    assertThat(run.err().lines()).hasSize(1);
    assertThat(folder.resolve("a.html")).doesNotExist();
  }
}
