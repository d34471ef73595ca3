package io.attributable.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.ErrorCode;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server refuses, and that it says nothing of its machine. */
class ServerErrorsTest {
  private static final String TOKEN = "0123456789abcdef-token";
  private static final String EXPLAIN = "/v1/models/digits:explain";

  private static AttributableModel model;
  private static ExplainServer server;
  private static Caller caller;

  @BeforeAll
  static void start() {
    model = AttributableModel.load(Fixtures.model("digits"));
    server =
        ExplainServer.start(
            List.of(new ServedModel("digits", model)),
            ServerOptions.defaults().port(0).bodyBytes(20_000));
    caller = new Caller(server.uri());
  }

  @AfterAll
  static void stop() {
    server.close();
    model.close();
  }

  private static Object image() {
    return Collections.nCopies(8, Collections.nCopies(8, List.of(0.5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /v1/models/digts | 404 | UnknownModel | Did you mean \"digits\"?",
        "POST | /v1/models/digts:explain | 404 | UnknownModel | there are digits",
        "POST | /v1/models/digits:classify | 404 | RequestRefused | no verb \"classify\"",
        "POST | /v1/models/digits | 404 | RequestRefused | names no verb",
        "GET | /v1/models/digits/versions/2 | 404 | RequestRefused | The only version is 1.",
        "POST | /v1/models/digits/versions/x:predict | 404 | RequestRefused | no version \"x\"",
        "POST | /v1/models/digits/versions/1 | 404 | RequestRefused | names no verb",
        "GET | /v2/models | 404 | RequestRefused | nothing at this path",
        "DELETE | /v1/models/digits | 405 | RequestRefused | takes no DELETE",
        "PUT | /health | 405 | RequestRefused | takes no PUT",
      })
  void pathsAndVerbs(String method, String path, int status, String code, String words) {
    Caller.Answer answer =
        caller.send(
            caller
                .to(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{}")));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("error").asText()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | BadRequest | it is not JSON at line 1",
        "'' | BadRequest | it is empty",
        "{\"instances\": [NaN]} | BadRequest | write \"NaN\", \"Infinity\" or \"-Infinity\" as"
            + " texts",
        "[] | BadRequest | it must be a JSON object",
        "{} | BadRequest | \"instances\", a list of examples, is missing",
        "{\"instances\": []} | BadRequest | a list with an example at least",
        "{\"instances\": [[1, [2]]]} | BadRequest | not equally long",
        "{\"instances\": [1, {\"image\": 2}]} | BadRequest | some have none",
        "{\"instances\": [{\"picture\": 1}]} | InputUnknown | No input \"picture\"",
        "{\"instances\": [\"x\"]} | InputDtype | must be float32, but is \"x\"",
        "{\"instances\": [1e39]} | InputDtype | 1.0E39",
        "{\"instances\": [1e400]} | InputDtype | must be float32",
        "{\"instances\": [null]} | InputDtype | must be float32, but is null",
        "{\"instances\": [[1, 2]]} | InputShape | must have shape [?,8,8,1], but has [1,2]",
        "{\"instances\": [IMAGE], \"targt\": 1} | BadRequest | did you mean \"target\"?",
        "{\"instances\": [IMAGE], \"signature_name\": \"none\"} | UnknownSignature | it has",
        "{\"instances\": [IMAGE], \"layers\": [\"conv9\"]} | UnknownLayer | of \"digits\"",
        "{\"instances\": [IMAGE], \"target\": 99} | TargetOutOfRange | 99",
        "{\"instances\": [IMAGE], \"target\": \"all\"} | TargetInvalid | predicted",
        "{\"instances\": [IMAGE], \"target\": 1.5} | TargetInvalid | 1.5",
        "{\"instances\": [IMAGE], \"method\": \"gradcam\"} | UnknownMethod | gradcam",
        "{\"instances\": [IMAGE], \"method\": {\"name\": \"lrp\", \"steps\": 1}} | MethodParameter"
            + " | steps",
        "{\"instances\": [IMAGE], \"method\": {\"name\": \"deeplift\", \"baseline\": {\"image\":"
            + " \"/etc/passwd\"}}} | BadRequest | must be a number, lists",
        "{\"instances\": [IMAGE], \"method\": {\"name\": \"ablation\", \"mask\": {\"image\":"
            + " \"words\"}}, \"target\": 1, \"layers\": [\"input:image\"]} | MethodParameter | this"
            + " call has no text for it",
        "{\"instances\": [IMAGE], \"reduce\": \"max\"} | ReductionInvalid | max",
        "{\"instances\": [IMAGE], \"smooth\": {\"kind\": \"x\", \"stdev\": 1}} | NoiseInvalid |"
            + " kind",
        "{\"instances\": [IMAGE], \"reasons\": 0} | BadRequest | a number from 1 on",
        "{\"instances\": [IMAGE], \"method\": \"saliency\", \"reasons\": 1} | ReasonsUnavailable |"
            + " saliency",
        "{\"instances\": [IMAGE], \"features\": {\"image\": [\"a\", \"b\"]}, \"reasons\": 1} |"
            + " FeaturesInvalid | 8 columns",
        "{\"instances\": [IMAGE], \"weights\": [1, 2]} | WeightsShape | 2 gradient weights",
      })
  void bodies(String body, String code, String words) {
    Caller.Answer answer =
        caller.post(EXPLAIN, body.replace("IMAGE", Caller.JSON.valueToTree(image()).toString()));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("error").asText())
        .startsWith("[" + code + "] ")
        .contains(words)
        .doesNotContain(Fixtures.model("digits").toString())
        .doesNotContain("`")
        .doesNotContain("Source:")
        .doesNotContain("Exception");
  }

  @Test
  void deepAndDuplicateJsonIsRefused() {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    Caller.Answer refused = caller.post(EXPLAIN, "{\"instances\": " + deep + "}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error").asText())
        .contains("nesting depth (1001) exceeds the maximum allowed (1000)")
        .doesNotContain("`");
    assertThat(caller.post(EXPLAIN, "{\"instances\": [1], \"instances\": [2]}").code())
        .isEqualTo("BadRequest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"method\": {\"name\": \"integrated-gradients\", \"steps\": 9000000,"
            + " \"quadrature\": \"riemann-middle\"}",
        "\"smooth\": {\"kind\": \"smoothgrad\", \"samples\": 10000000, \"stdev\": 1}",
        "\"method\": {\"name\": \"integrated-gradients\", \"steps\": 200},"
            + " \"smooth\": {\"kind\": \"vargrad\", \"samples\": 101, \"stdev\": 1}",
      })
  void whatWouldRunForHoursIsRefused(String options) {
    String image = Caller.JSON.valueToTree(image()).toString();
    Caller.Answer answer =
        caller.post(EXPLAIN, "{\"instances\": [" + image + "], " + options + "}");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(413);
    assertThat(answer.json().path("error").asText())
        .contains("evaluations of the model for each example, and 20000 are the most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /../../etc/passwd HTTP/1.1",
        "GET /explorer/%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        "GET /v1/models/%00 HTTP/1.1",
        "GET /% HTTP/1.1",
        "GET /explorer\\..\\x HTTP/1.1",
        "CONNECT /v1/models HTTP/1.1",
        "nonsense",
      })
  void whatIsNoRequestIsAnsweredInJson(String line) throws IOException {
    try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      String request = line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 4")
          .containsIgnoringCase("Content-Type: application/json")
          .contains("[RequestRefused] ")
          .doesNotContain("<html>")
          .doesNotContain("Jetty");
    }
  }

  @Test
  void largeBodiesAreRefused() {
    String body = "{\"instances\": [" + "0,".repeat(20_000) + "0]}";
    Caller.Answer stated = caller.post(EXPLAIN, body);
    assertThat(stated.status()).isEqualTo(413);
    assertThat(stated.code()).isEqualTo("RequestRefused");
    Caller.Answer streamed =
        caller.send(
            caller
                .to(EXPLAIN)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))));
    assertThat(streamed.status()).isEqualTo(413);
  }

  @Test
  void contentTypesMatter() {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      Caller.Answer answer =
          caller.send(
              caller.to(EXPLAIN).header("Content-Type", type).POST(BodyPublishers.ofString("{}")));
      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.json().path("error").asText()).contains(type);
    }
    Caller.Answer none = caller.send(caller.to(EXPLAIN).POST(BodyPublishers.ofString("{}")));
    assertThat(none.status()).isEqualTo(415);
    Caller.Answer utf8 =
        caller.send(
            caller
                .to(EXPLAIN)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(utf8.status()).isEqualTo(400);
  }

  @Test
  void theOnlyVersionMayBeNamed() {
    assertThat(caller.get("/v1/models/digits/versions/1").json())
        .isEqualTo(caller.get("/v1/models/digits").json());
    Map<String, Object> body = Map.of("instances", List.of(image()));
    Caller.Answer named = caller.post("/v1/models/digits/versions/1:predict", body);
    assertThat(named.status()).as(named.raw().body()).isEqualTo(200);
    assertThat(named.json().path("predictions")).hasSize(1);
  }

  @Test
  void headAndOptionsAreAnswered() {
    Caller.Answer head =
        caller.send(caller.to("/v1/models").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.raw().body()).isEmpty();
    assertThat(head.raw().headers().firstValue("Content-Type")).contains("application/json");
    assertThat(
            caller
                .send(caller.to("/v1/models/no").method("HEAD", BodyPublishers.noBody()))
                .status())
        .isEqualTo(404);
    Caller.Answer options =
        caller.send(caller.to(EXPLAIN).method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.raw().headers().firstValue("Allow")).contains("POST, OPTIONS");
    assertThat(options.raw().headers().firstValue("Server")).isEmpty();
  }

  @Test
  void tokensAreAskedForWhereThereAreSome() {
    ServerOptions options = ServerOptions.defaults().port(0).tokens(List.of(TOKEN));
    try (ExplainServer guarded =
        ExplainServer.start(List.of(new ServedModel("digits", model)), options)) {
      Caller other = new Caller(guarded.uri());
      assertThat(other.get("/health").status()).isEqualTo(200);
      for (String path : List.of("/v1/models", "/metrics", "/nowhere")) {
        Caller.Answer refused = other.get(path);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.raw().headers().firstValue("WWW-Authenticate")).contains("Bearer");
      }
      assertThat(authorised(other, "Bearer " + TOKEN).status()).isEqualTo(200);
      assertThat(authorised(other, "bearer " + TOKEN).status()).isEqualTo(200);
      for (String wrong : List.of("Bearer x" + TOKEN, "Bearer", "Basic " + TOKEN, TOKEN)) {
        assertThat(authorised(other, wrong).status()).isEqualTo(401);
      }
    }
  }

  private static Caller.Answer authorised(Caller other, String value) {
    return other.send(other.to("/v1/models").header("Authorization", value).GET());
  }

  @Test
  void serversThatAnybodyCouldCallDoNotStart() {
    for (String host : List.of("0.0.0.0", "::", "nowhere.invalid")) {
      assertThatThrownBy(() -> start(ServerOptions.defaults().port(0).host(host)))
          .hasMessageStartingWith("[ServerNotStarted]")
          .hasMessageContaining("without a token");
    }
    assertThatThrownBy(() -> start(ServerOptions.defaults().tokens(List.of("short"))))
        .hasMessageContaining("fewer than 16 characters");
    assertThatThrownBy(() -> start(ServerOptions.defaults().port(server.uri().getPort())))
        .hasMessageContaining("cannot listen at 127.0.0.1 port");
    assertThatThrownBy(() -> new ServedModel("a/b", model)).hasMessageContaining("\"a/b\"");
    assertThatThrownBy(() -> ServerOptions.defaults().load(0, 1))
        .hasMessageContaining("0 requests run at once");
    assertThatThrownBy(() -> ExplainServer.start(List.of(), ServerOptions.defaults()))
        .hasMessageContaining("there is no model");
  }

  private static ExplainServer start(ServerOptions options) {
    return ExplainServer.start(List.of(new ServedModel("digits", model)), options);
  }

  @Test
  void requestsForOtherHostsAreRefused() {
    Caller fresh = new Caller(server.uri());
    Caller.Answer rebound = fresh.send(fresh.to("/v1/models").header("Host", "evil.example").GET());
    assertThat(rebound.status()).isEqualTo(403);
    Caller.Answer local = fresh.send(fresh.to("/v1/models").header("Host", "localhost:1").GET());
    assertThat(local.status()).isEqualTo(200);
  }

  @Test
  void closedModelsAreUnavailable() {
    AttributableModel other = AttributableModel.load(Fixtures.model("digits"));
    try (ExplainServer short1 =
        ExplainServer.start(
            List.of(new ServedModel("digits", other)), ServerOptions.defaults().port(0))) {
      other.close();
      Caller.Answer answer =
          new Caller(short1.uri()).post(EXPLAIN, Map.of("instances", List.of(image())));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("ModelClosed");
      assertThat(answer.raw().body()).doesNotContain(Path.of("").toAbsolutePath().toString());
    }
  }

  @Test
  void everyCodeHasAStatus() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorStatus::of))
        .allMatch(status -> status >= 400 && status < 600);
  }
}
