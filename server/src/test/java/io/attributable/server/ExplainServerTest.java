package io.attributable.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.Attribution;
import io.attributable.Baseline;
import io.attributable.IntegratedGradients;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** Predictions and explanations over HTTP, in all forms, held against the library. */
class ExplainServerTest {
  private static final FloatNdArray IMAGES =
      (FloatNdArray) Fixtures.array(Fixtures.golden().resolve("digits/four.image.npy"));
  private static final String DIGITS = "/v1/models/digits";

  private static final Map<String, AttributableModel> MODELS = new LinkedHashMap<>();
  private static ExplainServer server;
  private static Caller caller;

  @BeforeAll
  static void start() {
    List<ServedModel> served = new ArrayList<>();
    for (String name : List.of("digits", "k3_multi_io", "captum_embedding", "tfmodule_bytes")) {
      MODELS.put(name, AttributableModel.load(Fixtures.model(name)));
      List<String> labels =
          name.equals("digits")
              ? List.of("zero", "one", "two", "three", "four", "five", "six", "seven")
              : List.of();
      served.add(new ServedModel(name, MODELS.get(name), labels));
    }
    server = ExplainServer.start(served, ServerOptions.defaults().port(0).load(2, 8));
    caller = new Caller(server.uri());
  }

  @AfterAll
  static void stop() {
    server.close();
    MODELS.values().forEach(AttributableModel::close);
  }

  private static List<Object> instances(NdArray<?> batch) {
    List<Object> instances = new ArrayList<>();
    for (int i = 0; i < batch.shape().get(0); i++) {
      instances.add(nested(batch.get(i)));
    }
    return instances;
  }

  private static Object nested(NdArray<?> array) {
    if (array.rank() == 0) {
      return array.getObject();
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < array.shape().get(0); i++) {
      list.add(nested(array.get(i)));
    }
    return list;
  }

  @Test
  void modelsAreListedWithStatusAndMetadata() {
    assertThat(caller.get("/v1/models").json().path("models")).hasSize(4);
    JsonNode status = caller.get(DIGITS).json();
    assertThat(status.path("ready").asBoolean()).isTrue();
    assertThat(status.at("/model_version_status/0/state").asText()).isEqualTo("AVAILABLE");
    JsonNode input =
        caller
            .get(DIGITS + "/metadata")
            .json()
            .at("/metadata/signature_def/signature_def/serving_default/inputs/image");
    assertThat(input.path("dtype").asText()).isEqualTo("DT_FLOAT");
    assertThat(input.at("/tensor_shape/dim/1/size").asText()).isEqualTo("8");
  }

  @Test
  void rowsAndColumnsArePredicted() {
    JsonNode rows = caller.post(DIGITS + ":predict", Map.of("instances", instances(IMAGES))).json();
    assertThat(rows.path("predictions")).hasSize(4);
    assertThat(rows.at("/predictions/0")).hasSize(10);
    JsonNode named =
        caller
            .post(
                DIGITS + ":predict",
                Map.of(
                    "signature_name",
                    "serving_default",
                    "instances",
                    instances(IMAGES).stream().map(image -> Map.of("image", image)).toList()))
            .json();
    assertThat(named).isEqualTo(rows);
    JsonNode columns =
        caller.post(DIGITS + ":predict", Map.of("inputs", Map.of("image", nested(IMAGES)))).json();
    assertThat(columns.path("outputs")).isEqualTo(rows.path("predictions"));
  }

  @Test
  void severalInputsAndOutputsHaveNames() {
    Map<String, Object> instance =
        Map.of("left", List.of(1, 2, 3, 4), "right", List.of(List.of(1, 0, 1), List.of(0.5, 2, 1)));
    JsonNode answer =
        caller
            .post(
                "/v1/models/k3_multi_io:predict", Map.of("instances", List.of(instance, instance)))
            .json();
    assertThat(answer.at("/predictions/1/a")).hasSize(3);
    assertThat(answer.at("/predictions/1/b")).hasSize(2);
    JsonNode why =
        caller
            .post(
                "/v1/models/k3_multi_io:explain",
                Map.of("instances", List.of(instance), "output", "a", "target", 1))
            .json();
    JsonNode features = why.at("/explanations/0/attributions/0/featureAttributions");
    assertThat(features.path("left")).hasSize(4);
    assertThat(features.path("right")).hasSize(2);
    assertThat(why.at("/predictions/0/a")).hasSize(3);
  }

  @Test
  void explanationsAreThoseOfTheLibrary() {
    JsonNode answer =
        caller
            .post(
                DIGITS + ":explain",
                Map.of(
                    "instances",
                    instances(IMAGES),
                    "output",
                    "logits",
                    "target",
                    3,
                    "method",
                    Map.of(
                        "name",
                        "integrated-gradients",
                        "baseline",
                        Map.of("image", 0.5),
                        "steps",
                        8)))
            .json();
    Attribution why =
        LayerAttribution.on(MODELS.get("digits"))
            .layers("input:image")
            .input("image", IMAGES)
            .output("logits")
            .target(Target.of(3))
            .method(
                new IntegratedGradients(
                    Baseline.of("image", org.tensorflow.ndarray.NdArrays.scalarOf(0.5)), 8))
            .attribute()
            .get("input:image");
    for (int example = 0; example < 4; example++) {
      JsonNode attribution = answer.at("/explanations/" + example + "/attributions/0");
      assertThat(attribution.at("/featureAttributions/image/3/4/0").floatValue())
          .isEqualTo(why.floats().getFloat(example, 3, 4, 0));
      assertThat(attribution.path("instanceOutputValue").asDouble())
          .isEqualTo(why.convergence().orElseThrow().at().get(example));
      assertThat(attribution.path("outputIndex").toString()).isEqualTo("[3]");
      assertThat(attribution.path("outputDisplayName").asText()).isEqualTo("three");
      assertThat(attribution.path("outputName").asText()).isEqualTo("logits");
      assertThat(attribution.path("approximationError").asDouble()).isLessThan(0.5);
    }
    assertThat(answer.path("predictions")).hasSize(4);
  }

  @Test
  void whatIsPredictedIsExplainedUnlessSaidOtherwise() {
    JsonNode answer =
        caller.post(DIGITS + ":explain", Map.of("instances", instances(IMAGES))).json();
    for (int i = 0; i < 4; i++) {
      JsonNode prediction = answer.at("/predictions/" + i);
      int index = answer.at("/explanations/" + i + "/attributions/0/outputIndex/0").asInt();
      for (JsonNode other : prediction) {
        assertThat(prediction.get(index).asDouble()).isGreaterThanOrEqualTo(other.asDouble());
      }
    }
  }

  @Test
  void requestsSayMore() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("inputs", nested(IMAGES));
    request.put("layers", List.of("conv1", "conv3"));
    request.put("targets", List.of(1, 7));
    request.put("method", "gradient-x-activation");
    request.put("mode", "local");
    request.put("reduce", "sum=channels,abs");
    request.put("prediction", false);
    JsonNode answer = caller.post(DIGITS + ":explain", request).json();
    assertThat(answer.has("outputs")).isFalse();
    assertThat(answer.path("explanations")).hasSize(4);
    assertThat(answer.at("/explanations/2/attributions")).hasSize(2);
    assertThat(answer.at("/explanations/2/attributions/1/featureAttributions/conv1")).hasSize(8);
    assertThat(answer.at("/explanations/2/attributions/1/outputIndex/0").asInt()).isEqualTo(7);
  }

  @Test
  void reasonsAreTold() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("instances", instances(IMAGES));
    request.put("target", 3);
    request.put("output", "logits");
    request.put("reasons", Map.of("count", 2, "side", "for"));
    request.put("features", Map.of("image", List.of("a", "b", "c", "d", "e", "f", "g", "h")));
    JsonNode answer = caller.post(DIGITS + ":explain", request).json();
    JsonNode reasons = answer.at("/explanations/1/attributions/0/reasons");
    assertThat(reasons.path("side").asText()).isEqualTo("for");
    assertThat(reasons.at("/examples/0/reasons/0/feature").asText()).matches("[a-h]");
  }

  @Test
  void vertexIsAnsweredInItsForm() {
    String endpoint = "/v1/projects/p/locations/us-central1/endpoints/digits:explain";
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("integratedGradientsAttribution", Map.of("stepCount", 7));
    parameters.put("topK", 2);
    Map<String, Object> override = new LinkedHashMap<>();
    override.put("parameters", parameters);
    override.put(
        "metadata", Map.of("inputs", Map.of("image", Map.of("inputBaselines", List.of(0.5)))));
    Map<String, Object> request = new LinkedHashMap<>();
    request.put(
        "instances", instances(IMAGES).stream().map(image -> Map.of("image", image)).toList());
    request.put("explanationSpecOverride", override);
    request.put("deployedModelId", "digits");
    Caller.Answer answer = caller.post(endpoint, request);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.json().path("deployedModelId").asText()).isEqualTo("digits");
    assertThat(answer.json().path("predictions")).hasSize(4);
    JsonNode attributions = answer.json().at("/explanations/0/attributions");
    assertThat(attributions).hasSize(2);
    for (JsonNode attribution : attributions) {
      double sum = 0;
      for (JsonNode value : attribution.path("featureAttributions").findValues("image")) {
        sum += sum(value);
      }
      double change =
          attribution.path("instanceOutputValue").asDouble()
              - attribution.path("baselineOutputValue").asDouble();
      double error = attribution.path("approximationError").asDouble();
      assertThat(Math.abs(sum - change)).isCloseTo(error * Math.abs(change), Offset.offset(1e-4));
    }
    JsonNode prediction = answer.json().at("/predictions/0");
    assertThat(prediction.get(attributions.at("/0/outputIndex/0").asInt()).asDouble())
        .isGreaterThan(prediction.get(attributions.at("/1/outputIndex/0").asInt()).asDouble());
  }

  private static double sum(JsonNode node) {
    double sum = node.isNumber() ? node.asDouble() : 0;
    for (JsonNode child : node) {
      sum += sum(child);
    }
    return sum;
  }

  @Test
  void vertexPredicts() {
    String endpoint = "/v1/projects/p/locations/us-central1/endpoints/digits:predict";
    Caller.Answer answer = caller.post(endpoint, Map.of("instances", instances(IMAGES)));
    assertThat(answer.json().path("predictions")).hasSize(4);
    assertThat(answer.json().path("deployedModelId").asText()).isEqualTo("digits");
    assertThat(
            caller.post(endpoint.replace("digits", "12"), Map.of("instances", List.of())).status())
        .isEqualTo(404);
  }

  @Test
  void vertexIsRefusedInItsForm() {
    String endpoint = "/v1/projects/p/locations/us-central1/endpoints/digits:explain";
    Caller.Answer answer =
        caller.post(
            endpoint,
            Map.of(
                "instances",
                instances(IMAGES),
                "explanationSpecOverride",
                Map.of("parameters", Map.of("sampledShapleyAttribution", Map.of("pathCount", 3)))));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(answer.json().at("/error/details/0/reason").asText()).isEqualTo("BadRequest");
  }

  @Test
  void tokensAreExplainedAtTheirEmbedding() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("inputs", columns("captum_embedding"));
    Caller.Answer refused = caller.post("/v1/models/captum_embedding:explain", request);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error").asText()).contains("\"layers\" is missing");
    request.put("layers", List.of("embedding1"));
    request.put(
        "method",
        Map.of("name", "integrated-gradients", "baseline", Map.of("input1", 0, "input2", 0)));
    Caller.Answer answer = caller.post("/v1/models/captum_embedding:explain", request);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.json().at("/explanations/0/attributions/0/featureAttributions/embedding1"))
        .isNotEmpty();
  }

  private static Map<String, Object> columns(String model) {
    Map<String, Object> columns = new LinkedHashMap<>();
    var golden =
        Fixtures.cases(model).stream()
            .filter(each -> each.error().isEmpty())
            .findFirst()
            .orElseThrow();
    golden.inputFiles().keySet().forEach(name -> columns.put(name, nested(golden.input(name))));
    return columns;
  }

  @Test
  void bytesAreBase64() {
    GoldenCase golden = Fixtures.cases("tfmodule_bytes").get(0);
    List<Object> instances = new ArrayList<>();
    for (NdArray<?> scalar : golden.input("examples").scalars()) {
      byte[] content =
          scalar.getObject() instanceof byte[] bytes
              ? bytes
              : scalar.getObject().toString().getBytes(StandardCharsets.UTF_8);
      Object bytes = Map.of("b64", Base64.getEncoder().encodeToString(content));
      instances.add(golden.input("examples").rank() == 1 ? bytes : List.of(bytes));
    }
    Caller.Answer answer =
        caller.post("/v1/models/tfmodule_bytes:predict", Map.of("instances", instances));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    NdArray<?> expected =
        MODELS
            .get("tfmodule_bytes")
            .predict("serving_default", Map.of("examples", golden.input("examples")))
            .values()
            .iterator()
            .next();
    assertThat(sum(answer.json().path("predictions")))
        .isCloseTo(sum(Caller.JSON.valueToTree(nested(expected))), Offset.offset(1e-4));
  }

  @Test
  void healthAndMetricsAreTold() {
    assertThat(caller.get("/health/live").json().path("status").asText()).isEqualTo("live");
    assertThat(caller.get("/health/ready").status()).isEqualTo(200);
    caller.post(DIGITS + ":predict", Map.of("instances", instances(IMAGES)));
    caller.post(DIGITS + ":predict", "{}");
    String metrics = caller.get("/metrics").raw().body();
    assertThat(metrics)
        .contains("attributable_requests_total{")
        .contains("code=\"BadRequest\"")
        .contains("attributable_request_duration_seconds_bucket{")
        .contains("attributable_examples_total{model=\"digits\",verb=\"predict\"}")
        .contains("attributable_requests_waiting");
  }
}
