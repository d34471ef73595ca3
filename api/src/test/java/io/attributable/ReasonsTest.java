package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/** Which features are reasons, in which order, and what stands beside them. */
class ReasonsTest {
  private static final Features CREDIT =
      Features.of("row", "income", "debt", "home", "home", "age")
          .withText("debt", "Debt is high relative to income")
          .withText("age", FeatureText.of("Short history", "Long history"));

  @Test
  void strongestAgainstComeFirst() {
    Reasons reasons = credit(new float[] {-0.25f, -1, -0.25f, -0.5f, 0.5f}).reasons(4);
    assertThat(reasons.get(0))
        .extracting(Reason::rank, Reason::feature, Reason::contribution, Reason::share)
        .containsExactly(
            tuple(1, "debt", -1.0, 0.5),
            tuple(2, "home", -0.75, 0.375),
            tuple(3, "income", -0.25, 0.125));
    assertThat(reasons.isShort(0)).isTrue();
    assertThat(reasons.get(0).reasons().get(0).text()).contains("Debt is high relative to income");
    assertThat(reasons.zeroBaseline()).isTrue();
  }

  @Test
  void thoseForItAreAskedFor() {
    Reasons reasons = credit(new float[] {1, -1, 0.5f, 0.25f, 3}).reasons(2, ReasonSide.FOR);
    assertThat(reasons.get(0))
        .extracting(Reason::feature, Reason::contribution)
        .containsExactly(tuple("age", 3.0), tuple("income", 1.0));
    assertThat(reasons.get(0).reasons().get(0).text()).contains("Long history");
    assertThat(reasons.isShort(0)).isFalse();
  }

  @Test
  void featuresWithoutContributionAreNone() {
    assertThat(credit(new float[] {0, -0f, 1, -1, 2}).reasons(4).get(0)).isEmpty();
    assertThat(credit(new float[] {-1e-9f, -1, 0, 0, 0}).reasons(4).get(0))
        .extracting(Reason::feature)
        .containsExactly("debt");
  }

  @Test
  void tiesAreToldAndGoByDeclaration() {
    float almost = Math.nextUp(-1f);
    Reasons reasons = credit(new float[] {-1, almost, -0.5f, -0.5f, -3}).reasons(2);
    assertThat(reasons.get(0))
        .extracting(Reason::rank, Reason::feature, Reason::tied)
        .containsExactly(tuple(1, "age", false), tuple(2, "income", true));
    assertThat(reasons.get(0).alsoTied()).containsExactly("debt", "home");
    assertThat(credit(new float[] {almost, -1, -0.5f, 0, -0.5f}).reasons(4).get(0))
        .extracting(Reason::rank, Reason::feature)
        .containsExactly(tuple(1, "income"), tuple(1, "debt"), tuple(3, "home"), tuple(3, "age"));
  }

  @Test
  void valuesStandBesideThem() {
    FloatNdArray row = rows(new float[][] {{20, 0.8f, 0, 1, 33}});
    Baseline baseline = Baseline.of("row", StdArrays.ndCopyOf(new float[] {45, 0.3f, 1, 0, 40}));
    AttributionRequest request = request(row, CREDIT, new IntegratedGradients(baseline));
    Attribution why =
        attribution("input:row", request.method(), rows(new float[][] {{1, -1, -2, 0, 1}}))
            .withExplainedFeatures(ExplainedFeatures.of(request, "input:row"));
    row.setFloat(7, 0, 1); // Values are those that were explained.

    ExampleReasons reasons = why.reasons(2).get(0);
    assertThat(reasons)
        .extracting(Reason::feature, Reason::values, Reason::baselineValues)
        .containsExactly(
            tuple("home", List.<Number>of(0f, 1f), List.<Number>of(1f, 0f)),
            tuple("debt", List.<Number>of(0.8f), List.<Number>of(0.3f)));
    assertThat(why.reasons(2).zeroBaseline()).isFalse();
  }

  @Test
  void positionsStandForNamesAndEmbeddingsAreSummed() {
    FloatNdArray wide = StdArrays.ndCopyOf(new float[][][] {{{1, -3}, {1, 1}, {-1, 0}}});
    assertThat(complete("embedding", wide).reasons(4).get(0))
        .extracting(Reason::feature, Reason::contribution, Reason::values)
        .containsExactly(
            tuple("embedding[0]", -2.0, List.of()), tuple("embedding[2]", -1.0, List.of()));
    assertThat(complete("input:age", StdArrays.ndCopyOf(new float[] {-1})).reasons(1).get(0))
        .extracting(Reason::feature)
        .containsExactly("age");
    assertThat(
            complete("input:row", wide)
                .withFeatures(Features.of("row", "all of it"))
                .reasons(1)
                .get(0))
        .extracting(Reason::feature, Reason::contribution)
        .containsExactly(tuple("all of it", -1.0));
  }

  @Test
  void inputsAreComparedWithOneAnother() {
    Attribution age = complete("input:age", rows(new float[][] {{-1}, {2}}));
    Attribution row = complete("input:row", rows(new float[][] {{-2, 1}, {-1, -3}}));
    Attribution hidden = complete("hidden", rows(new float[][] {{-9}, {-9}}));
    Reasons reasons = new Attributions(List.of(hidden, age, row)).reasons(3);
    assertThat(reasons.get(0)).extracting(Reason::feature).containsExactly("row[0]", "age");
    assertThat(reasons.get(1)).extracting(Reason::feature).containsExactly("row[1]", "row[0]");

    Features shared = Features.of("age", "person").and("row", "person", "debt");
    assertThat(
            new Attributions(List.of(age.withFeatures(shared), row.withFeatures(shared)))
                .reasons(3)
                .get(0))
        .extracting(Reason::feature, Reason::contribution)
        .containsExactly(tuple("person", -3.0));
  }

  @Test
  void jsonHasAllOfIt() throws JsonProcessingException {
    String json =
        new ObjectMapper()
            .writeValueAsString(credit(new float[] {-1, -1, -0.5f, -0.5f, 1}).reasons(2));
    assertThat(json)
        .isEqualTo(
            "{\"side\":\"against\",\"requested\":2,\"method\":{\"name\":\"integrated-gradients\","
                + json.substring(json.indexOf("\"baseline\""), json.indexOf("\"zeroBaseline\""))
                + "\"zeroBaseline\":true,\"examples\":[{\"at\":0.25,\"atBaseline\":1.0,\"delta\":0.0,\"reasons\":["
                + "{\"rank\":1,\"feature\":\"income\",\"contribution\":-1.0,\"share\":0.3333333333333333,\"tied\":true},{\"rank\":1,\"feature\":\"debt\",\"text\":\"Debt"
                + " is high relative to income\",\"contribution\":-1.0,"
                + "\"share\":0.3333333333333333,\"tied\":true}],\"alsoTied\":[\"home\"]}]}");
  }

  @Test
  void methodsWithoutContributionsAreRefused() {
    FloatNdArray values = rows(new float[][] {{1, -1}});
    for (AttributionMethod method :
        List.of(new Saliency(), new GradientXActivation(), new Lrp(), new GradCam())) {
      refused(attribution("input:row", method, values), "\"" + method.name() + "\" compares");
    }
    IntegratedGradients path = new IntegratedGradients();
    refused(attribution("input:row", path, values).withConvergence(null), "do not add up");
    refused(
        attribution("input:row", path, values).withSmoothing(Smoothing.vargrad(3, 0.1)), "signs");
    AttributionRequest reduced =
        request(values, Features.none(), path).withMethod(path, Reduction.parse("sum=1,abs"));
    refused(
        attribution("input:row", path, values)
            .withExplainedFeatures(ExplainedFeatures.of(reduced, "input:row")),
        "reduction \"abs\"");
    refused(ErrorCode.REASONS_UNAVAILABLE, () -> credit(new float[5]).reasons(0), "0 were");
    refused(
        ErrorCode.REASONS_UNAVAILABLE,
        () -> new Attributions(List.of(complete("a", values), complete("b", values))).reasons(1),
        "none of the 2 explained layers is an input");
  }

  @Test
  void numbersThatAreNoneAreErrors() {
    refused(
        ErrorCode.ATTRIBUTION_NOT_FINITE,
        () -> credit(new float[] {1, Float.NaN, 0, 0, 0}).reasons(1),
        "feature \"debt\" of example 0 is NaN");
  }

  @Test
  void namesMustFit() {
    refused(
        ErrorCode.FEATURES_INVALID,
        () ->
            complete("input:row", rows(new float[][] {{1, 2, 3}}))
                .withFeatures(Features.of("row", "a", "b"))
                .reasons(1),
        "\"input:row\": 2 names (a, b) are given for 3 columns (shape [1,3])");
    refused(ErrorCode.FEATURES_INVALID, () -> Features.of("row"), "no name");
    refused(ErrorCode.FEATURES_INVALID, () -> Features.of("row", "a", " "), "column 1 is empty");
    refused(
        ErrorCode.FEATURES_INVALID,
        () -> Features.of("row", "a", "b", "a"),
        "\"a\" is the name of column 0 and of column 2");
  }

  private static void refused(Attribution why, String words) {
    refused(ErrorCode.REASONS_UNAVAILABLE, () -> why.reasons(4), words);
  }

  private static void refused(ErrorCode code, Runnable action, String words) {
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(action::run)
        .withMessageContaining(words)
        .returns(code, AttributionException::code);
  }

  private static AttributionRequest request(
      NdArray<?> row, Features features, AttributionMethod method) {
    AttributionRequest empty = AttributionRequest.empty();
    return new AttributionRequest(
        empty.signature(),
        List.of(new LayerPort("input:row", Port.OUTPUT)),
        empty.allLayers(),
        method,
        empty.output(),
        empty.target(),
        Map.of("row", row),
        empty.gradientWeights(),
        empty.unusedLayer(),
        empty.reduction(),
        false,
        Optional.empty(),
        features);
  }

  private static Attribution credit(float[] row) {
    return complete("input:row", rows(new float[][] {row})).withFeatures(CREDIT);
  }

  static Attribution complete(String layer, FloatNdArray values) {
    return attribution(layer, new IntegratedGradients(), values);
  }

  private static Attribution attribution(
      String layer, AttributionMethod method, FloatNdArray values) {
    int examples = (int) values.shape().get(0);
    return new Attribution(
            layer,
            Port.OUTPUT,
            method,
            List.of(new AttributedTensor("x:0", ElementType.FLOAT32, values)),
            null)
        .withConvergence(
            new Convergence(
                Collections.nCopies(examples, 0.25),
                Collections.nCopies(examples, 1.0),
                new ArrayList<>(Collections.nCopies(examples, 0.0)),
                50));
  }

  private static FloatNdArray rows(float[][] rows) {
    FloatNdArray array = NdArrays.ofFloats(Shape.of(rows.length, rows[0].length));
    StdArrays.copyTo(rows, array);
    return array;
  }
}
