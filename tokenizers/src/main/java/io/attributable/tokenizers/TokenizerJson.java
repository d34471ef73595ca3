package io.attributable.tokenizers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Refuses JSON by which the native library ends the whole process instead of failing. */
final class TokenizerJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The normaliser of SentencePiece. */
  private static final String MAPPED = "Precompiled";

  private static final String CHARACTERS = "precompiled_charsmap";

  private TokenizerJson() {}

  /**
   * Checks what the library takes for granted.
   *
   * @throws IllegalArgumentException if the library would end the process
   */
  static void check(String json) {
    try {
      JsonNode tokenizer = JSON.readTree(json);
      checkProcessor(tokenizer.path("post_processor"));
      checkNormalizer(tokenizer.path("normalizer"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void checkProcessor(JsonNode processor) {
    processor.path("processors").forEach(TokenizerJson::checkProcessor);
    for (JsonNode piece : processor.path("single")) {
      JsonNode token = piece.path("SpecialToken").path("id");
      if (token.isTextual() && !processor.path("special_tokens").has(token.textValue())) {
        throw new IllegalArgumentException(
            "its post_processor adds \"%s\", which is none of its special_tokens"
                .formatted(token.textValue()));
      }
    }
  }

  private static void checkNormalizer(JsonNode normalizer) {
    normalizer.path("normalizers").forEach(TokenizerJson::checkNormalizer);
    boolean mapped = normalizer.has(CHARACTERS) || normalizer.path("type").asText().equals(MAPPED);
    if (mapped && !CharacterMap.isSound(normalizer.path(CHARACTERS).asText())) {
      throw new IllegalArgumentException("its \"" + CHARACTERS + "\" is damaged");
    }
  }
}
