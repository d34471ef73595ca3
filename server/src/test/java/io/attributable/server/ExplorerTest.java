package io.attributable.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the explorer's page asks, and what models with cards answer to everybody. */
class ExplorerTest {
  private static final String DIGITS =
      """
      {"title": "Handwritten digits", "signatures": {"serving_default": {
        "inputs": {"image": {"kind": "image", "preprocess": {"range": "0..1"}}},
        "outputs": {"output_0": {"classes": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]}},
        "explain": {"target": "two", "method": {"name": "integrated-gradients", "steps": 20}}}}}
      """;
  private static final String CREDIT =
      """
      {"title": "Credit", "signatures": {"serving_default": {
        "inputs": {"x": {"kind": "tabular", "text": "Applicant", "baseline": 0.5, "features": [
          {"name": "income", "reason": "Income is low"}, {"name": "debt"}, {"name": "age"}]}},
        "outputs": {"output": {"classes": ["yes", "no"]}}}}}
      """;
  private static final Path DIGIT = Fixtures.golden().resolve("digits/one.image.npy");
  private static final String ROW = "income,debt,age\n2,1,3\n4,-5,6\n";

  private static final Map<String, AttributableModel> MODELS = new LinkedHashMap<>();
  private static ExplainServer server;
  private static Caller caller;

  @BeforeAll
  static void start() {
    List<ServedModel> served = new ArrayList<>();
    served.add(model("digits").card(card(DIGITS)));
    served.add(model("captum_multilayer").card(card(CREDIT)));
    served.add(model("captum_embedding"));
    served.add(model("k3_multi_io"));
    server = ExplainServer.start(served, ServerOptions.defaults().port(0).load(2, 8));
    caller = new Caller(server.uri());
  }

  private static ServedModel model(String name) {
    MODELS.put(name, AttributableModel.load(Fixtures.model(name)));
    return new ServedModel(name, MODELS.get(name));
  }

  private static ModelCard card(String json) {
    return ModelCardReader.read("card", Path.of(""), json);
  }

  @AfterAll
  static void stop() {
    server.close();
    MODELS.values().forEach(AttributableModel::close);
  }

  private static Map<String, Object> upload(String name, byte[] content) {
    return Map.of(
        "files", List.of(Map.of("name", name, "b64", Base64.getEncoder().encodeToString(content))));
  }

  private static Map<String, Object> table(String text) {
    return upload("data.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> digit() throws IOException {
    return upload("digit.npy", Files.readAllBytes(DIGIT));
  }

  private static Caller.Answer explain(String model, Map<String, Object> body) {
    return caller.post("/explorer/models/" + model + ":explain", (Object) body);
  }

  @Test
  void thePageHasAStrictPolicyAndAllItsFiles() {
    Caller.Answer page = caller.get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.raw().headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self';")
        .doesNotContain("unsafe");
    assertThat(page.raw().body()).doesNotContain("style=").doesNotContain("http:");
    for (String file :
        List.of("colours.css", "explorer.css", "explorer.js", "api.js", "form.js", "inputs.js")) {
      assertThat(caller.get("/explorer/" + file).status()).as(file).isEqualTo(200);
    }
    assertThat(caller.get("/explorer/other.js").status()).isEqualTo(404);
  }

  @Test
  void aModelIsDescribedWithItsCard() {
    JsonNode facts = caller.get("/explorer/models/digits").json();
    assertThat(facts.path("title").asText()).isEqualTo("Handwritten digits");
    assertThat(facts.at("/inputs/0/kind").asText()).isEqualTo("image");
    assertThat(facts.at("/outputs/0/classes/7").asText()).isEqualTo("seven");
    assertThat(facts.at("/layers/1/address").asText()).isEqualTo("conv1");
    assertThat(facts.at("/defaults/method").asText()).isEqualTo("integrated-gradients");
    assertThat(facts.at("/defaults/parameters/steps").asText()).isEqualTo("20");
    assertThat(facts.at("/methods/0/parameters/0/words/0").asText()).isEqualTo("global");
    JsonNode text = caller.get("/explorer/models/captum_embedding").json();
    assertThat(text.at("/defaults/method").asText()).isEqualTo("gradient-x-activation");
    Caller.Answer unknown = caller.get("/explorer/models/digits?signature=other");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.code()).isEqualTo("UnknownSignature");
  }

  @Test
  void theScoreInFrontOfAProbabilityIsExplainedUnlessSaidOtherwise() throws IOException {
    JsonNode facts = caller.get("/explorer/models/digits").json();
    assertThat(facts.at("/outputs/0/probability").asBoolean()).isTrue();
    assertThat(facts.at("/defaults/output").asText()).isEqualTo("logits-of:output_0");
    JsonNode regression = caller.get("/explorer/models/captum_multilayer").json();
    assertThat(regression.at("/outputs/0/probability").asBoolean()).isFalse();
    assertThat(regression.at("/defaults/output").asText()).isEmpty();
    JsonNode example =
        explain(
                "digits",
                Map.of(
                    "inputs",
                    Map.of("image", digit()),
                    "output",
                    "logits-of:output_0",
                    "target",
                    "predicted"))
            .json()
            .at("/examples/0");
    assertThat(example.path("probabilities").asBoolean()).isTrue();
    assertThat(example.at("/scores/0/value").asDouble()).isBetween(0.0, 1.0);
    assertThat(example.at("/pictures/0/convergence/at").asDouble()).isGreaterThan(1);
    assertThat(example.at("/pictures/0/label")).isEqualTo(example.at("/scores/0/label"));
  }

  @Test
  void aPictureIsExplained() throws IOException {
    JsonNode answer =
        explain(
                "digits",
                Map.of(
                    "inputs", Map.of("image", digit()),
                    "layers", List.of("input:image", "conv1"),
                    "method", Map.of("name", "conductance", "steps", "30"),
                    "target", "seven"))
            .json();
    JsonNode example = answer.at("/examples/0");
    assertThat(example.path("scores")).hasSize(5);
    assertThat(example.path("probabilities").asBoolean()).isTrue();
    assertThat(example.at("/pictures/0/label").asText()).isEqualTo("seven");
    assertThat(example.at("/pictures/0/picture/svg").asText()).startsWith("<svg");
    assertThat(example.at("/pictures/0/picture/alt").asText()).contains("8 × 8");
    assertThat(example.at("/pictures/0/convergence/steps").asInt()).isEqualTo(30);
    assertThat(example.at("/pictures/1/place").asText()).isEqualTo("layer conv1");
    assertThat(answer.at("/calls/java").asText())
        .contains(".layers(\"input:image\", \"conv1\")", "Map.of(\"steps\", 30)", "Target.of(7)");
    assertThat(answer.at("/calls/kotlin").asText()).contains("mapOf(\"steps\" to 30)");
    assertThat(answer.at("/calls/command").asText())
        .contains(
            "--input image=digit.npy", "--steps=30", "--target 7", "--layer input:image conv1");
    assertThat(answer.toString()).doesNotContain(Fixtures.root().toString());
  }

  @Test
  void theRequestAsksForTheSame() throws IOException {
    JsonNode answer =
        explain(
                "digits",
                Map.of(
                    "inputs", Map.of("image", digit()),
                    "baselines", Map.of("image", digit()),
                    "method", "integrated-gradients"))
            .json();
    assertThat(answer.at("/examples/0/pictures/0/convergence/atBaseline"))
        .isEqualTo(answer.at("/examples/0/pictures/0/convergence/at"));
    assertThat(answer.at("/calls/whole").asBoolean()).isTrue();
    JsonNode again =
        caller.post("/v1/models/digits:explain", answer.at("/calls/request").toString()).json();
    JsonNode attribution = again.at("/explanations/0/attributions/0");
    assertThat(attribution.path("instanceOutputValue").asDouble())
        .isCloseTo(
            answer.at("/examples/0/pictures/0/convergence/at").asDouble(), Offset.offset(1e-6));
    assertThat(attribution.path("outputDisplayName").asText()).isEqualTo("two");
  }

  @Test
  void severalTargetsNoiseAndReductionsAreAskedFor() throws IOException {
    Map<String, Object> body =
        Map.of(
            "inputs",
            Map.of("image", digit()),
            "layers",
            List.of("conv1"),
            "method",
            "gradient-x-activation",
            "targets",
            List.of("seven", 1),
            "smooth",
            Map.of("kind", "smoothgrad", "samples", "3", "stdev", "0.1", "relative", true),
            "reduce",
            "sum=channels,abs");
    JsonNode answer = explain("digits", body).json();
    JsonNode pictures = answer.at("/examples/0/pictures");
    assertThat(pictures.findValuesAsText("label")).containsExactly("seven", "one", "seven − one");
    assertThat(answer.at("/calls/command").asText())
        .contains("--targets 7,1", "--smooth smoothgrad", "--smooth-samples 3")
        .contains("--smooth-stdev 0.1", "--smooth-relative", "--reduce sum=channels,abs");
    assertThat(answer.at("/calls/java").asText())
        .contains(".smooth(Smoothing.of(Map.of(\"kind\", \"smoothgrad\"")
        .contains(".reduce(Reduction.parse(\"sum=channels,abs\"))")
        .contains(".attributeTargets(Target.of(7), Target.of(1))");
    Caller.Answer again =
        caller.post("/v1/models/digits:explain", answer.at("/calls/request").toString());
    assertThat(again.status()).as(again.raw().body()).isEqualTo(200);
    assertThat(again.json().at("/explanations/0/attributions")).hasSize(2);
  }

  @Test
  void differencesHaveNoSumOfTheirOwn() {
    JsonNode pictures =
        explain(
                "captum_multilayer",
                Map.of("inputs", Map.of("x", table(ROW)), "targets", List.of("no", "yes")))
            .json()
            .at("/examples/0/pictures");
    assertThat(pictures).hasSize(3);
    assertThat(pictures.at("/1").has("convergence")).isTrue();
    assertThat(pictures.at("/2").has("convergence")).isFalse();
    assertThat(pictures.at("/2").has("waterfall")).isFalse();
  }

  @Test
  void chosenNeuronsAreToldByTheirPlaces() throws IOException {
    JsonNode answer =
        explain(
                "digits",
                Map.of(
                    "inputs",
                    Map.of("image", digit()),
                    "layers",
                    List.of("conv1"),
                    "method",
                    "gradient-x-activation",
                    "reduce",
                    "topabs=3"))
            .json();
    assertThat(answer.at("/examples/0/pictures/0/picture/alt").asText())
        .containsPattern("conv1\\[\\d,\\d,\\d]");
  }

  @Test
  void aPageShowsAFewTargets() throws IOException {
    for (Object targets : List.of("all", List.of(0, 1, 2, 3, 4, 5, 6, 7, 8))) {
      Caller.Answer refused =
          explain("digits", Map.of("inputs", Map.of("image", digit()), "targets", targets));
      assertThat(refused.code()).isEqualTo("TargetInvalid");
      assertThat(refused.raw().body()).contains("the page shows 8 targets at most");
    }
  }

  @Test
  void rowsHaveBarsWaterfallsAndReasons() {
    JsonNode answer =
        explain("captum_multilayer", Map.of("inputs", Map.of("x", table(ROW)), "target", "no"))
            .json();
    assertThat(answer.path("examples")).hasSize(2);
    JsonNode example = answer.at("/examples/0");
    assertThat(example.path("name").asText()).contains("data.csv, row 1");
    assertThat(example.at("/pictures/0/waterfall/alt").asText()).startsWith("Waterfall");
    assertThat(example.at("/inFavour/1/text").asText()).isEqualTo("Income is low");
    assertThat(answer.at("/examples/1/against/0/feature").asText()).isEqualTo("debt");
    assertThat(answer.at("/calls/java").asText()).contains("\"baseline\"");
  }

  @Test
  void anExplanationIsKeptAsAReport() {
    JsonNode answer =
        caller
            .post(
                "/explorer/models/captum_multilayer:report",
                (Object) Map.of("inputs", Map.of("x", table(ROW))))
            .json();
    assertThat(answer.path("html").asText()).contains("<h1>Credit</h1>", "Integrated gradients");
  }

  @Test
  void severalInputsAreValues() {
    JsonNode answer =
        explain(
                "k3_multi_io",
                Map.of(
                    "inputs",
                    Map.of(
                        "left", Map.of("values", List.of(List.of(1, 2, 3, 4))),
                        "right",
                            Map.of("values", List.of(List.of(List.of(1, 0, 1), List.of(1, 2, 1))))),
                    "output",
                    "a",
                    "target",
                    1))
            .json();
    assertThat(answer.at("/examples/0/pictures")).hasSize(2);
    assertThat(answer.at("/calls/command").asText()).contains("left=left.json", "--output a");
  }

  @Test
  void longTablesAreCut() {
    String many = "income,debt,age\n" + "2,1,3\n".repeat(30);
    JsonNode answer =
        explain("captum_multilayer", Map.of("inputs", Map.of("x", table(many)))).json();
    assertThat(answer.path("examples")).hasSize(24);
    assertThat(answer.at("/notes").toString()).contains("first 24 of 30 examples");
  }

  @Test
  void cardsSpeakToTheOtherPathsToo() {
    JsonNode answer =
        caller
            .post(
                "/v1/models/captum_multilayer:explain",
                Map.of("instances", List.of(List.of(2, 1, 3)), "target", "no", "reasons", 1))
            .json();
    JsonNode attribution = answer.at("/explanations/0/attributions/0");
    assertThat(attribution.path("outputDisplayName").asText()).isEqualTo("no");
    assertThat(attribution.path("baselineOutputValue").asDouble()).isEqualTo(8.5);
    JsonNode vertex =
        caller
            .post(
                "/v1/projects/p/locations/l/endpoints/captum_multilayer:explain",
                Map.of("instances", List.of(List.of(2, 1, 3))))
            .json();
    assertThat(vertex.at("/explanations/0/attributions/0/outputDisplayName").asText())
        .isEqualTo("no");
  }

  @Test
  void whatCannotBeIsToldByCodeAndMessage() {
    refused(Map.of("x", table("income,debt\n2,1\n")), "UnreadableFile", "no column \\\"age\\\"");
    refused(Map.of("y", table(ROW)), "InputUnknown", "\\\"y\\\"");
    refused(Map.of("x", Map.of("files", List.of())), "BadRequest", "one file at least");
    refused(Map.of("x", Map.of("file", "a")), "BadRequest", "did you mean \\\"files\\\"");
    refused(
        Map.of("x", Map.of("files", List.of(Map.of("name", "a.npy", "b64", "*")))),
        "BadRequest",
        "not base64");
    refused(Map.of("x", upload("/etc/x.png", new byte[9])), "", "\\\"x.png\\\"");
    refused(Map.of(), "InputMissing", "\\\"x\\\"");
    Caller.Answer target =
        explain("captum_multilayer", Map.of("inputs", Map.of("x", table(ROW)), "target", "maybe"));
    assertThat(target.code()).isEqualTo("TargetInvalid");
    Caller.Answer baseline =
        explain(
            "captum_multilayer",
            Map.of(
                "inputs", Map.of("x", table(ROW)),
                "baselines", Map.of("x", table(ROW)),
                "method", "saliency"));
    assertThat(baseline.code()).isEqualTo("MethodParameter");
    Caller.Answer verb = caller.post("/explorer/models/digits:other", Map.of());
    assertThat(verb.status()).isEqualTo(404);
    assertThat(verb.raw().body()).contains("Verbs are explain, report.");
    assertThat(caller.post("/explorer/models/none:explain", Map.of()).code())
        .isEqualTo("UnknownModel");
  }

  private static void refused(Map<String, Object> inputs, String code, String words) {
    Caller.Answer answer = explain("captum_multilayer", Map.of("inputs", inputs));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).contains(code);
    assertThat(answer.raw().body()).contains(words).doesNotContain("\\tat ", "Exception");
  }

  @Test
  void tokensAreAskedForByThePageAlone() {
    ServerOptions options =
        ServerOptions.defaults().port(0).tokens(List.of("0123456789abcdef0123"));
    try (ExplainServer closed =
        ExplainServer.start(List.of(new ServedModel("digits", MODELS.get("digits"))), options)) {
      Caller other = new Caller(closed.uri());
      assertThat(other.get("/").status()).isEqualTo(200);
      assertThat(other.get("/explorer/models/digits").status()).isEqualTo(401);
      assertThat(other.post("/explorer/models/digits:explain", Map.of()).status()).isEqualTo(401);
      assertThat(
              other
                  .send(
                      other
                          .to("/explorer/models/digits")
                          .header("Authorization", "Bearer 0123456789abcdef0123"))
                  .status())
          .isEqualTo(200);
    }
    assertThat(caller.send(caller.to("/").header("Host", "evil.example")).status()).isEqualTo(403);
  }

  @Test
  void cardsThatContradictTheModelAreRefused() {
    ThrowingCallable start =
        () -> new ServedModel("digits", MODELS.get("digits")).card(card(CREDIT));
    Assertions.assertThatThrownBy(start)
        .isInstanceOfSatisfying(
            AttributionException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CARD_MISMATCH));
  }
}
