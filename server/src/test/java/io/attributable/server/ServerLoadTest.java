package io.attributable.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many requests at once, slow ones, and the end. */
@Tag("slow")
class ServerLoadTest {
  private static final String EXPLAIN = "/v1/models/digits:explain";

  /** All of twelve requests were taken: one runs at least. */
  private static final Pattern WAITING =
      Pattern.compile("attributable_requests_waiting (9|10|11)\\.0");

  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("digits"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static ExplainServer start(ServerOptions options) {
    return ExplainServer.start(List.of(new ServedModel("digits", model)), options.port(0));
  }

  private static Map<String, Object> request(int steps) {
    Object image = Collections.nCopies(8, Collections.nCopies(8, List.of(0.5)));
    return Map.of(
        "instances",
        Collections.nCopies(8, image),
        "method",
        Map.of("name", "integrated-gradients", "steps", steps));
  }

  private static List<CompletableFuture<Caller.Answer>> ask(ExplainServer server, int steps) {
    Caller caller = new Caller(server.uri());
    List<CompletableFuture<Caller.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> caller.post(EXPLAIN, request(steps)), task -> new Thread(task).start()));
    }
    return answers;
  }

  /** Who finds nobody listening is refused, too. */
  private static int status(CompletableFuture<Caller.Answer> answer) {
    return answer.handle((taken, refused) -> refused == null ? taken.status() : 503).join();
  }

  @Test
  void whatDoesNotFitIsToldToComeAgain() {
    try (ExplainServer server = start(ServerOptions.defaults().load(1, 1))) {
      List<Caller.Answer> answers = ask(server, 60).stream().map(CompletableFuture::join).toList();
      assertThat(answers).anyMatch(answer -> answer.status() == 200);
      List<Caller.Answer> refused =
          answers.stream().filter(answer -> answer.status() != 200).toList();
      assertThat(refused)
          .isNotEmpty()
          .allSatisfy(
              answer -> {
                assertThat(answer.status()).isEqualTo(429);
                assertThat(answer.code()).isEqualTo("ServerBusy");
                assertThat(answer.raw().headers().firstValue("Retry-After")).contains("1");
              });
    }
  }

  @Test
  void requestsAtTheSameTimeDoNotMix() {
    try (ExplainServer server = start(ServerOptions.defaults().load(4, 64))) {
      Caller caller = new Caller(server.uri());
      Map<Integer, JsonNode> alone = new HashMap<>();
      for (int target = 0; target < 10; target++) {
        alone.put(target, caller.post(EXPLAIN, towards(target)).json());
      }
      List<CompletableFuture<Void>> checks = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        int target = i % 10;
        checks.add(
            CompletableFuture.supplyAsync(() -> caller.post(EXPLAIN, towards(target)))
                .thenAccept(answer -> assertSame(answer.json(), alone.get(target))));
      }
      checks.forEach(CompletableFuture::join);
    }
  }

  /** But for rounding: how threads share a product depends on what else runs. */
  private static void assertSame(JsonNode actual, JsonNode expected) {
    assertThat(numbers(actual)).containsExactly(numbers(expected), Offset.offset(1e-5));
  }

  private static double[] numbers(JsonNode json) {
    return json.isNumber()
        ? new double[] {json.doubleValue()}
        : json.valueStream().flatMapToDouble(each -> DoubleStream.of(numbers(each))).toArray();
  }

  private static Map<String, Object> towards(int target) {
    Object image = Collections.nCopies(8, Collections.nCopies(8, List.of(0.5)));
    return Map.of("instances", List.of(image), "target", target, "method", "deeplift");
  }

  @Test
  void whatTakesTooLongIsAnsweredInTime() {
    Duration little = Duration.ofMillis(1);
    try (ExplainServer server =
        start(ServerOptions.defaults().times(little, Duration.ofSeconds(20)))) {
      Caller.Answer answer = new Caller(server.uri()).post(EXPLAIN, request(100));
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.code()).isEqualTo("DeadlineExceeded");
    }
  }

  @Test
  void whatWasTakenIsAnsweredBeforeTheEnd() throws Exception {
    ExplainServer server = start(ServerOptions.defaults().load(1, 16));
    List<CompletableFuture<Caller.Answer>> answers = ask(server, 60);
    Caller caller = new Caller(server.uri());
    while (!WAITING.matcher(caller.get("/metrics").raw().body()).find()) {
      Thread.sleep(1);
    }
    server.close();
    // One or two may come when no more are taken; all others were there.
    List<Integer> statuses = answers.stream().map(ServerLoadTest::status).toList();
    assertThat(statuses).allMatch(status -> status == 200 || status == 503);
    assertThat(statuses.stream().filter(status -> status == 200).count())
        .isGreaterThanOrEqualTo(10);
    server.close();
  }
}
