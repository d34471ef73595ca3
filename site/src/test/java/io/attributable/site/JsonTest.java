package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON on pages is JSON, but for {@code …} where something was left out. */
class JsonTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  static List<Sources.Snippet> json() {
    return Sources.snippets("json");
  }

  @ParameterizedTest
  @MethodSource("json")
  void isJson(Sources.Snippet snippet) {
    String whole =
        snippet.code().replaceAll("([\\[{,]\\s*)…", "$1").replace("\"…\": \"…\"", "\"more\": 1");
    assertThatCode(() -> parseAll(whole)).as(snippet.toString()).doesNotThrowAnyException();
  }

  /** A document, members of one, or a document per line. */
  private static void parseAll(String text) throws Exception {
    String document = text.strip().startsWith("\"") ? "{" + text + "}" : text;
    try (var values =
        JSON.readerFor(com.fasterxml.jackson.databind.JsonNode.class).readValues(document)) {
      var all = values.readAll();
      if (all.isEmpty()) {
        throw new AssertionError("nothing");
      }
    }
  }
}
