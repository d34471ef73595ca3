package io.attributable.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** What the service answers. */
class ScoreTest {
  private static final String PROBLEM = "application/problem+json";

  private static ConfigurableApplicationContext service;
  private static Client client;
  private static Client operator;

  @BeforeAll
  static void start() {
    service = Service.start();
    client = Service.client(service);
    operator = Service.operator(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aDeclinedApplicationHasItsScoreAndReasons() {
    Client.Answer answer = client.score(Client.declined());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode score = answer.json();
    assertThat(score.path("score").asDouble()).isCloseTo(0.17, within(0.005));
    assertThat(score.path("reasons"))
        .extracting(reason -> reason.path("feature").asText())
        .containsExactly("account", "history", "months", "rate");
    JsonNode months = score.path("reasons").get(2);
    assertThat(months.path("text").asText()).isEqualTo("Duration of the credit");
    assertThat(months.path("value").asText()).isEqualTo("36 months");
    assertThat(months.path("share").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void whatIsNoValueOfAFeatureIsAProblemThatNamesIt() {
    refused(Client.declinedWith("months", "three"), "months", "three");
    refused(Client.declinedWith("account", "in \"gold\", or so"), "in \"gold\", or so");
    refused(Client.declinedWith("amount", null), "amount");
  }

  @Test
  void aMissingFeatureIsAProblemThatNamesIt() {
    Map<String, Object> application = Client.declined();
    application.remove("housing");
    refused(application, "housing");
    refused(Map.of(), "application.csv");
  }

  private static void refused(Map<String, Object> application, String... words) {
    Client.Answer answer = client.score(application);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.type()).startsWith(PROBLEM);
    assertThat(answer.json().path("code").asText()).isNotEmpty();
    assertThat(answer.json().path("detail").asText()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'account':|it is not JSON at line 1, column 12: Unexpected end-of-input",
        "{'months': 6, 'months': 36}|Duplicate Object property",
        "['overdrawn']|it must be a JSON object with a value for each feature",
        "null|it must be a JSON object with a value for each feature",
        "''|it must be a JSON object with a value for each feature"
      },
      quoteCharacter = '"')
  void whatIsNoApplicationIsAProblemWithACode(String body, String words) {
    String json = body.equals("''") ? "" : body.replace('\'', '"');
    refused(client.post(json).join(), 400, "BadRequest", "Request body cannot be read", words);
  }

  @Test
  void whatSpringRefusesHasACode() {
    refused(client.get("/score"), 405, "RequestRefused", "GET");
    refused(client.get("/nothing"), 404, "RequestRefused", "nothing");
  }

  private static void refused(Client.Answer answer, int status, String code, String... words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.type()).startsWith(PROBLEM);
    assertThat(answer.json().path("code").asText()).isEqualTo(code);
    assertThat(answer.json().path("detail").asText()).contains(words);
  }

  @Test
  void healthTellsOfTheModel() {
    JsonNode health = operator.get("/actuator/health").json();
    assertThat(health.path("status").asText()).isEqualTo("UP");
    JsonNode details = health.path("components").path("model").path("details");
    assertThat(details.path("model").asText()).endsWith("credit");
    assertThat(details.path("plans").asInt()).isPositive();
  }

  /** The public sees whether the service is ready, and nothing of what is in it. */
  @Test
  void thePublicPortHasNoDetails() {
    for (String probe : List.of("/livez", "/readyz")) {
      assertThat(client.get(probe).text()).as(probe).isEqualTo("{\"status\":\"UP\"}");
    }
    for (String path : List.of("health", "health/readiness", "metrics", "prometheus")) {
      assertThat(client.get("/actuator/" + path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aModelThatWasClosedIsDown() {
    try (ConfigurableApplicationContext other = Service.start()) {
      other.getBean(CreditModel.class).close();
      assertThat(Service.client(other).get("/readyz").status()).isEqualTo(503);
      JsonNode health = Service.operator(other).get("/actuator/health").json();
      assertThat(health.path("components").path("model").path("status").asText()).isEqualTo("DOWN");
    }
  }

  @Test
  void aModelThatIsNotLoadedToTheEndIsClosed(@TempDir Path empty) {
    CreditExplainer explainer = CreditExplainer.load(Path.of("../credit/models/credit"));
    AttributableModel model =
        explainer.application().row(NdArrays.ofFloats(Shape.of(1, 13))).model();
    assertThatThrownBy(() -> CreditModel.of(explainer, empty, Duration.ZERO))
        .hasMessageContaining("approved.npy");
    assertThat(model.status().closed()).isTrue();
  }

  @Test
  void metersTellOfCalls() {
    Client.Answer unused = client.score(Client.declined());
    assertThat(operator.get("/actuator/metrics/attributable.calls").json().path("availableTags"))
        .extracting(tag -> tag.path("tag").asText())
        .contains("model", "method", "outcome");
    assertThat(operator.get("/actuator/prometheus").text())
        .contains("attributable_calls_seconds_count")
        .contains("attributable_plans_memory_bytes{");
  }
}
