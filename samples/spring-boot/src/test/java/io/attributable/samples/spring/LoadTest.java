package io.attributable.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Many requests at once, and the end. */
class LoadTest {
  private static final int CALLERS = 8;
  private static final int REQUESTS = 40;
  private static final int MOST_BURSTS = 20;

  /** Applications that differ, so that an answer to another one would show. */
  private static final List<Map<String, Object>> APPLICATIONS =
      IntStream.range(0, 10).mapToObj(i -> Client.declinedWith("months", 6 + 4 * i)).toList();

  @Test
  void manyCallersGetWhatEachWouldGetAlone() {
    try (ConfigurableApplicationContext service = Service.start("--credit.max-wait=20s")) {
      Client client = Service.client(service);
      List<Double> alone = APPLICATIONS.stream().map(each -> score(client.score(each))).toList();
      assertThat(alone).doesNotHaveDuplicates();
      ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
      List<CompletableFuture<Void>> all =
          IntStream.range(0, CALLERS)
              .mapToObj(caller -> CompletableFuture.runAsync(() -> ask(client, alone), callers))
              .toList();
      all.forEach(CompletableFuture::join);
      callers.shutdown();
      Client operator = Service.operator(service);
      assertThat(operator.get("/actuator/metrics/attributable.calls?tag=kind:attribute").text())
          .contains("\"COUNT\",\"value\":" + (CALLERS * REQUESTS + APPLICATIONS.size()) + ".0");
    }
  }

  private static void ask(Client client, List<Double> alone) {
    for (int i = 0; i < REQUESTS; i++) {
      int place = i % APPLICATIONS.size();
      assertThat(score(client.score(APPLICATIONS.get(place)))).isEqualTo(alone.get(place));
    }
  }

  private static double score(Client.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("score").asDouble();
  }

  @Test
  void whatDoesNotFitIsRefusedAtOnceAndTheOthersAreAnswered() {
    try (ConfigurableApplicationContext service =
        Service.start("--credit.calls-in-flight=1", "--credit.max-wait=0ms")) {
      Client client = Service.client(service);
      List<Client.Answer> refused = List.of();
      for (int i = 0; i < MOST_BURSTS && refused.isEmpty(); i++) {
        refused = refused(client);
      }
      assertThat(refused)
          .isNotEmpty()
          .allMatch(answer -> answer.status() == 503)
          .allMatch(answer -> answer.json().path("code").asText().equals("TooManyCalls"));
    }
  }

  /** Whether two requests meet is chance; that one of all is answered is not. */
  private static List<Client.Answer> refused(Client client) {
    List<Client.Answer> answers = sent(client).stream().map(CompletableFuture::join).toList();
    assertThat(answers).anyMatch(answer -> answer.status() == 200);
    return answers.stream().filter(answer -> answer.status() != 200).toList();
  }

  private static List<CompletableFuture<Client.Answer>> sent(Client client) {
    List<CompletableFuture<Client.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 4 * CALLERS; i++) {
      answers.add(client.scoreLater(Client.declined()));
    }
    return answers;
  }

  /** Who was let in has an answer; who came too late finds nobody, and the model is closed. */
  @Test
  void aShutdownAnswersWhoIsThereAndClosesTheModel() {
    List<CompletableFuture<Client.Answer>> sent;
    CreditModel model;
    try (ConfigurableApplicationContext service = Service.start("--credit.max-wait=20s")) {
      model = service.getBean(CreditModel.class);
      sent = sent(Service.client(service));
      Client.Answer first = sent.get(0).join();
      assertThat(first.status()).isEqualTo(200);
    }
    List<Integer> statuses =
        sent.stream()
            .map(each -> each.handle((answer, gone) -> gone == null ? answer.status() : 0).join())
            .toList();
    assertThat(statuses).contains(200).doesNotContain(500);
    assertThat(closed(model)).isEqualTo(ErrorCode.MODEL_CLOSED);
  }

  private static ErrorCode closed(CreditModel model) {
    try {
      Score score = model.score(Client.declined(), 1);
      throw new AssertionError("The model still answers: " + score);
    } catch (AttributionException e) {
      return e.code();
    }
  }
}
