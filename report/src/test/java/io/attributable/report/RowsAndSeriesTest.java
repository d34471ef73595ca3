package io.attributable.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.GradientXActivation;
import io.attributable.Target;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

/** Inputs that people see as one row, series, and arrays that nobody has described. */
class RowsAndSeriesTest {

  private static JsonNode data(String html) throws IOException {
    String start = "<script type=\"application/json\" id=\"data\">";
    int from = html.indexOf(start) + start.length();
    return new ObjectMapper()
        .readTree(html.substring(from, html.indexOf("</script>", from)))
        .path("maps");
  }

  @Test
  void inputsOfARowAreOneTableInItsOrder() throws IOException {
    Report report = Samples.inputs(Samples.row("income", "age", "debt"));
    String html = report.html();
    JsonNode maps = data(html);
    assertThat(maps).hasSize(1);
    assertThat(maps.at("/e0m0c0/labels").toString())
        .isEqualTo("[\"The income\",\"The age\",\"The debt\"]");
    assertThat(maps.at("/e0m0c0/values").toString()).isEqualTo("[7.0,0.5,-3.0]");
    assertThat(maps.at("/e0m0c0/given/0").asText()).isEqualTo("1 €");
    assertThat(html)
        .contains("inputs income, age, debt")
        .contains("<strong>The income: </strong><span>+7, 93.3 % of what did")
        .contains(
            ".layers(&quot;input:income&quot;, &quot;input:age&quot;, &quot;input:debt&quot;)")
        .contains("F(baseline) = 1")
        .doesNotContain("other inputs");
  }

  @Test
  void numbersThatNobodyDescribedAreOneTable() throws IOException {
    JsonNode maps = data(Samples.inputs().html());
    assertThat(maps).hasSize(1);
    assertThat(maps.at("/e0m0c0/values")).hasSize(3);
    assertThat(maps.at("/e0m0c0/given")).hasSize(3);
  }

  @Test
  void inputsBesideTheRowAreAStepOfItsWaterfall() throws IOException {
    Report report = Samples.inputs(Samples.row("income", "age"));
    String html = report.html();
    assertThat(data(html)).hasSize(2);
    assertThat(html).contains("inputs income, age", "other inputs");
  }

  @Test
  void manyInputsAreToldShortly() {
    ExampleSummary summary = ExampleSummary.of(Samples.inputs(Samples.row("income", "age")), 0);
    assertThat(summary.maps().stream().map(ExampleSummary.Shown::place))
        .containsExactly("inputs income, age", "input debt");
    assertThat(summary.inFavour().get(0).feature()).isEqualTo("The income");
  }

  @Test
  void seriesHaveTheNamesAndUnitsOfTheirCard() throws IOException {
    String html = Samples.series("h", 10).html();
    JsonNode map = data(html).path("e0m0c0");
    assertThat(map.path("labels").toString())
        .isEqualTo(
            "[\"load, 10 h\",\"load, 11 h\",\"load, 12 h\",\"heat, 10 h\",\"heat, 11 h\",\"heat, 12"
                + " h\"]");
    assertThat(map.path("given").toString()).isEqualTo("[\"1\",\"2\",\"3\",\"20\",\"30\",\"40\"]");
    assertThat(map.path("values").toString()).isEqualTo("[0.0,0.0,-1.0,1.0,2.0,0.0]");
    assertThat(html).contains("<figcaption>pump.csv</figcaption>").contains(">load</", ">heat</");
    assertThat(data(Samples.series("s", 0).html()).at("/e0m0c0/labels/1").asText())
        .isEqualTo("load, 1 s");
  }

  /** Single samples say nothing; what a page tells of them would be as long as they are many. */
  @Test
  void soundsAreToldByStretchesOfTime() throws IOException {
    String html = Samples.sound().html();
    JsonNode map = data(html).path("e0m0c0");
    assertThat(map.path("labels")).hasSize(140);
    assertThat(map.at("/labels/70").asText()).isEqualTo("0.25 s to 0.2535 s");
    double sum = 0;
    for (JsonNode value : map.path("values")) {
      sum += value.asDouble();
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(map.at("/values/71").asDouble()).isPositive();
    assertThat(map.at("/values/10").asDouble()).isZero();
    assertThat(html).contains("Curve and spectrogram of a sound of 0.5 s");
  }

  @Test
  void tokensAreThoseOfTheText() throws IOException {
    Report report = Samples.text("boring");
    String shouted = "NOT boring";
    TextExample seen = ((InputView.Texts) report.views().get(0)).texts().get(0);
    InputView written =
        new InputView.Texts(
            "text",
            List.of("ids"),
            List.of(
                new TextExample(seen.origin(), shouted, seen.tokens(), seen.length(), seen.cut())));
    JsonNode maps = data(report.inputs(report.inputs(), List.of(written)).html());
    assertThat(maps.at("/e0m0c0/labels").toString()).isEqualTo("[\"NOT\",\"boring\"]");
  }

  @Test
  void arraysAreShownWithTheirNumbers() throws IOException {
    NdArray<?> rows = StdArrays.ndCopyOf(new float[][] {{0.25f, -4}});
    Report report =
        Report.of("House")
            .inputs(
                Map.of("house", rows, "ids", StdArrays.ndCopyOf(new int[][] {{7, 9}})), List.of())
            .explained(
                Target.none(),
                Samples.of(Samples.attribution("input:house", new GradientXActivation(), rows)));
    String html = report.html();
    assertThat(html)
        .contains("house[1]</th><td>−4</td>")
        .contains("<blockquote>#7 #9</blockquote>");
    assertThat(data(html).at("/e0m0c0/given").toString()).isEqualTo("[\"0.25\",\"−4\"]");
  }

  @Test
  void arraysOfTextAreNoNumbers() {
    NdArray<String> texts = NdArrays.vectorOfObjects("a", "b");
    assertThat(Report.of("Text").inputs(Map.of("t", texts), List.of()).html()).contains("Text");
  }
}
