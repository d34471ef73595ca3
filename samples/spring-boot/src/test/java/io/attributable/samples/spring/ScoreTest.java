package io.attributable.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What the service answers. */
class ScoreTest {
  private static final String PROBLEM = "application/problem+json";

  private static ConfigurableApplicationContext service;
  private static Client client;

  @BeforeAll
  static void start() {
    service = Service.start();
    client = Service.client(service);
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

  @Test
  void whatIsNoJsonIsAProblemOfSpring() {
    Client.Answer answer = client.post("{\"account\":").join();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.type()).startsWith(PROBLEM);
  }

  @Test
  void healthTellsOfTheModel() {
    JsonNode health = client.get("/actuator/health").json();
    assertThat(health.path("status").asText()).isEqualTo("UP");
    JsonNode details = health.path("components").path("model").path("details");
    assertThat(details.path("model").asText()).endsWith("credit");
    assertThat(details.path("plans").asInt()).isPositive();
    JsonNode ready = client.get("/actuator/health/readiness").json();
    assertThat(ready.path("components").has("model")).isTrue();
  }

  @Test
  void metersTellOfCalls() {
    Client.Answer unused = client.score(Client.declined());
    assertThat(client.get("/actuator/metrics/attributable.calls").json().path("availableTags"))
        .extracting(tag -> tag.path("tag").asText())
        .contains("model", "method", "outcome");
    assertThat(client.get("/actuator/prometheus").text())
        .contains("attributable_calls_seconds_count")
        .contains("attributable_plans_memory_bytes{");
  }
}
