package io.attributable.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.IntegratedGradients;
import io.attributable.Methods;
import io.attributable.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/** What pages say, and that they say nothing else. */
class ReportTest {
  private static final String ATTACK = "</script><img src=x onerror=alert(1)><!--\" & '";

  private static JsonNode data(String html) throws IOException {
    Matcher data =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(html);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1)).path("maps");
  }

  private static List<String> found(String pattern, String html) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(html)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void emptyReportsArePages() {
    assertThat(Report.of("Empty").html())
        .startsWith("<!DOCTYPE html>")
        .contains("<h1>Empty</h1>", "lang=\"en\"");
  }

  @Test
  void rowsAreExplainedComparedAndTrusted() throws IOException {
    String html = Samples.table("Income").html();
    assertThat(found("<h2 id=\"example-\\d\">(.*?)</h2>", html))
        .containsExactly("Example 1: data.csv, row 1", "Example 2: data.csv, row 2");
    assertThat(html)
        .contains("no, 70.0 %, before yes, 30.0 %", "yes, 90.0 %, before no, 10.0 %")
        .contains("Why “no”?", "Why not “yes”?", "The difference: no − yes")
        .contains("It adds up: all values together miss the change of the score, 2, by 0 ")
        .contains(
            "It does not add up: all values together miss the change of the score, 1.875, by 0.5")
        .contains("Most in favour", "<strong>Income: </strong><span>+1.5, 66.7 % of what did")
        .contains("1.00, much alike");
    JsonNode maps = data(html);
    assertThat(maps.at("/e0m0c0/values").toString()).isEqualTo("[1.5,-0.25,0.75]");
    assertThat(maps.at("/e0m0d1/values").toString()).isEqualTo("[3.0,-0.5,1.5]");
    assertThat(maps.at("/e0m0c0/labels").toString()).isEqualTo("[\"Income\",\"Debt\",\"Home\"]");
    assertThat(maps.at("/e1m0c0/given").toString()).isEqualTo("[\"40 €\",\"0.1\",\"own\"]");
    assertThat(maps).hasSize(2 * 2 * 3);
    List<String> ids = found(" id=\"([^\"]*)\"", html);
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void tokensHaveTheirOwnValuesAndPaddingHasNone() throws IOException {
    String html = Samples.text("boring").html();
    assertThat(html).contains("class 0, 3, before class 1, −2", "Why “class 0”?");
    assertThat(data(html).at("/e0m0c0/values").toString()).isEqualTo("[0.75,-3.0]");
  }

  @Test
  void largeMapsAreReducedAndSaySo() throws IOException {
    String html = Samples.picture().html();
    JsonNode map = data(html).path("e0m1c0");
    assertThat(map.path("rows").asInt()).isEqualTo(45);
    assertThat(map.path("columns").asInt()).isEqualTo(60);
    assertThat(map.path("box").asInt()).isEqualTo(2);
    assertThat(map.at("/values/0").asDouble()).isEqualTo(-3);
    assertThat(html)
        .contains("boxes of 2 × 2 of the 90 × 120 values")
        .contains("Example 1: cat.png")
        .contains("0.94, much alike");
    assertThat(html.length()).isLessThan(400_000);
  }

  @Test
  void wordsNeverBecomeMarkup() throws IOException {
    Report report =
        Samples.table(ATTACK)
            .notes(List.of(ATTACK))
            .provenance(
                Provenance.of(ATTACK)
                    .output(ATTACK)
                    .command(ATTACK)
                    .source("row", List.of(ATTACK)));
    Report all =
        new Report(
            ATTACK,
            report.inputs(),
            report.views(),
            report.prediction(),
            List.of(ATTACK, "yes"),
            report.explanations(),
            report.notes(),
            report.provenance());
    String html = all.html();
    assertThat(html).doesNotContain("<img", "<!--", "onerror=alert(1)>");
    assertThat(found("(<script)", html)).hasSize(2);
    assertThat(data(html).at("/e0m0c0/labels/0").asText()).isEqualTo(ATTACK);
    assertThat(Samples.text("<b>\u2028").html()).doesNotContain("<b>");
  }

  @Test
  void nothingButItsOwnStyleAndScriptIsAllowed() {
    String html = Samples.table("Income").html();
    String policy = found("Content-Security-Policy\" content=\"([^\"]*)\"", html).get(0);
    List<String> hashes = found("(sha256-[A-Za-z0-9+/=]*)", policy);
    assertThat(hashes).hasSize(2);
    assertThat(policy).contains("default-src").doesNotContain("unsafe");
    assertThat(Resources.hash(found("<style>(.*?)</style>", html).get(0))).contains(hashes.get(0));
    String script = html.substring(html.lastIndexOf("<script>") + 8, html.lastIndexOf("</script>"));
    assertThat(Resources.hash(script)).contains(hashes.get(1));
    assertThat(html).doesNotContain(" style=\"", " onclick", "http://localhost", "https://");
    assertThat(found("<(style)>", html)).hasSize(1);
  }

  @Test
  void whatWasAskedCanBeAskedAgain() {
    Report report =
        Samples.table("Income")
            .provenance(
                Provenance.of("models/credit")
                    .output("logits")
                    .fingerprint("sha256:12")
                    .source("row", List.of("data.csv"))
                    .version("TensorFlow Java", "1.1.0")
                    .command("./attributable report models/credit"));
    assertThat(report.html()).contains("sha256:12", "./attributable report models/credit");
    Calls calls =
        new Calls(
            report.content(), report.explanations().get(0).attribution(), List.of("input:row"));
    assertThat(calls.java())
        .isEqualTo(
            """
            try (AttributableModel model = AttributableModel.load(Path.of("models/credit"))) {
              var why = LayerAttribution.on(model)
                  .layers("input:row")
                  .output("logits")
                  .method(Methods.of("integrated-gradients", Map.of("baseline", Map.of("row", rowBaseline))))
                  .input("row", row)
                  .attributeTargets(Target.perExample(0, 1), Target.perExample(1, 0));
            }\
            """);
    assertThat(calls.kotlin())
        .contains(
            "mapOf(\"baseline\" to mapOf(\"row\" to rowBaseline))",
            "Path.of(\"models/credit\")).use");
    assertThat(calls.json())
        .isEqualTo(
            "{\"id\":\"why\",\"layers\":[\"input:row\"],\"output\":\"logits\",\"inputs\":{\"row\":\"data.csv\"},"
                + "\"targets\":[[0,1],[1,0]],\"method\":{\"name\":\"integrated-gradients\","
                + "\"baseline\":{\"row\":\"row-baseline.npy\"}}}");
  }

  @Test
  void manyExamplesAreCutWithANote() {
    float[][] rows = new float[40][3];
    Report report =
        Report.of("Many")
            .explained(
                Target.of(0),
                Samples.of(
                    Samples.attribution(
                        "input:x", new IntegratedGradients(), StdArrays.ndCopyOf(rows))));
    String html = report.html();
    assertThat(html).contains("40 examples · the first 24 are shown");
    assertThat(found("(<section class=\"example\")", html)).hasSize(Report.MOST_EXAMPLES);
  }

  @Test
  void arraysWithoutViewsAreDrawnByTheirShape() {
    var picture = NdArrays.ofFloats(Shape.of(1, 8, 8, 1));
    var series = NdArrays.ofFloats(Shape.of(1, 200));
    Report report =
        Report.of("Arrays")
            .inputs(Map.of("a", picture, "b", series), List.of())
            .explained(
                Target.none(),
                Samples.of(
                    Samples.attribution("input:a", new IntegratedGradients(), picture),
                    Samples.attribution("input:b", new IntegratedGradients(), series),
                    Samples.attribution(
                        "dense", new IntegratedGradients(), NdArrays.ofFloats(Shape.of(1, 5)))));
    assertThat(report.html())
        .contains("Heat map of 8 × 8", "dense[4]", "step 199")
        .contains("not comparable");
  }

  @Test
  void channelsMayComeFirst() {
    Values first =
        new Values(new long[] {3, 2, 4}, IntStream.range(0, 24).asDoubleStream().toArray());
    Values last = PictureArrays.channelsLast(first, 10, 20);
    assertThat(last.numbers()).startsWith(0, 8, 16, 1, 9, 17);
    assertThat(last.length(2)).isEqualTo(3);
    assertThat(PictureArrays.channelsLast(last, 10, 20)).isSameAs(last);
    Values square = new Values(new long[] {7, 7, 7}, new double[343]);
    assertThat(PictureArrays.channelsLast(square, 10, 10)).isSameAs(square);
    assertThat(PictureArrays.channelsLast(NdArrays.ofFloats(Shape.of(3, 20, 30))))
        .hasValueSatisfying(array -> assertThat(array.shape()).isEqualTo(Shape.of(20, 30, 3)));
  }

  @Test
  void allMethodsHaveWords() {
    assertThat(Methods.names())
        .allSatisfy(name -> assertThat(MethodWords.of(name).promise()).as(name).isNotEmpty());
  }

  /** {@code scipy.stats.spearmanr}, SciPy 1.15. */
  @Test
  void ranksAreCorrelatedAsSciPyDoes() {
    assertThat(MapCorrelation.of(new double[] {1, 2, 3, 4, 5}, new double[] {5, 6, 7, 8, 7}))
        .hasValueSatisfying(value -> assertThat(value).isCloseTo(0.820782681668123, within()));
    assertThat(MapCorrelation.of(new double[] {1, 1, 0, -4}, new double[] {2, 7, 7, 0.5}))
        .hasValueSatisfying(value -> assertThat(value).isCloseTo(0.5, within()));
    assertThat(MapCorrelation.of(new double[] {1, 1}, new double[] {2, 7})).isEmpty();
    assertThat(MapCorrelation.of(new double[] {1, Double.NaN}, new double[] {2, 7})).isEmpty();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-12);
  }

  @Test
  void pagesAreWrittenToFiles(@TempDir Path folder) throws IOException {
    Samples.table("Income").write(folder.resolve("why.html"));
    assertThat(Files.readString(folder.resolve("why.html"))).contains("<h1>Credit</h1>");
    assertThatThrownBy(() -> Samples.table("Income").write(folder.resolve("none/why.html")))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("[UnwritableFile]");
  }
}
