package io.attributable.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.report.Report;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words as features of the texts that the explorer's page sends. */
class ExplorerWordsTest {
  private static final String CARD =
      """
      {"signatures": {"serving_default": {"inputs": {"tokens": {"kind": "tokens",
        "tokenize": {"vocabulary": "words.txt", "split": "character"}}}}}}
      """;

  @TempDir Path folder;

  private static Map<String, Object> body(List<String> texts, Object mask) {
    return Map.of(
        "inputs",
        Map.of("tokens", Map.of("texts", texts)),
        "layers",
        List.of("input:tokens"),
        "target",
        0,
        "method",
        Map.of("name", "shapley", "baseline", Map.of("tokens", 0), "mask", Map.of("tokens", mask)));
  }

  @Test
  void wordsAreTheNumbersWrittenByHand() throws IOException {
    Files.writeString(folder.resolve("words.txt"), "[PAD]\na\nb\n \n!\n");
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_transformer"));
        ExplainServer server =
            ExplainServer.start(
                List.of(
                    new ServedModel("texts", model)
                        .card(ModelCardReader.read("card", folder, CARD))),
                ServerOptions.defaults().port(0))) {
      Caller caller = new Caller(server.uri());
      String path = "/explorer/models/texts:explain";
      List<String> texts = List.of("ab ba!", "b a");
      JsonNode words = caller.post(path, (Object) body(texts, "words")).json();
      List<List<Integer>> ids = List.of(List.of(0, 0, 1, 2, 2, 3, 4), List.of(0, 1, 2, 3, 3, 3, 3));
      JsonNode numbers = caller.post(path, (Object) body(texts, ids)).json();
      assertThat(words.path("examples")).hasSize(2).isEqualTo(numbers.path("examples"));
      List<String> many = Collections.nCopies(Report.MOST_EXAMPLES + 1, "ab");
      Caller.Answer first = caller.post(path, (Object) body(many, "words"));
      assertThat(first.json().path("examples"))
          .as(first.raw().body())
          .hasSize(Report.MOST_EXAMPLES);
      JsonNode request = words.at("/calls/request");
      assertThat(request.at("/method/mask/tokens")).hasSize(2);
      assertThat(words.at("/calls/command").asText()).contains("--mask tokens=words");
      assertThat(words.at("/calls/line").asText()).contains("\"tokens-mask.npy\"");
      assertThat(words.at("/calls/java").asText()).contains("\"tokens\", tokensMask)");
      assertThat(caller.post("/v1/models/texts:explain", request.toString()).status())
          .isEqualTo(200);
    }
  }
}
