package io.attributable.evidence.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * JSON with one form only (RFC 8785), so that a hash of it is a hash of what it says. What JSON has
 * no number for is a text: {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}, and {@code
 * "-0"}, whose sign the RFC drops; whole numbers beyond 2^53 are texts, too.
 */
public final class CanonicalJson {
  /** For reading and making trees; refuses keys that stand twice, and text behind the end. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(64)
                          .build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final long EXACT = 1L << 53;

  private CanonicalJson() {}

  /** The only form of an object or an array. */
  public static String text(JsonNode json) {
    try {
      return new JsonCanonicalizer(MAPPER.writeValueAsString(json)).getEncodedString();
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The same as UTF-8. */
  public static byte[] bytes(JsonNode json) {
    return text(json).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a text says.
   *
   * @throws JsonProcessingException if it is no JSON, or a key stands twice
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** The same tree as a reader makes it of the only form. */
  public static JsonNode normal(JsonNode json) {
    try {
      return read(text(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A number; a text where JSON has no such number. */
  public static JsonNode number(double value) {
    boolean none = !Double.isFinite(value) || (value == 0 && 1 / value < 0);
    if (none) {
      return TextNode.valueOf(value == 0 ? "-0" : String.valueOf(value));
    }
    return DoubleNode.valueOf(value);
  }

  /** A whole number; a text where doubles do not have it. */
  public static JsonNode whole(long value) {
    if (value == (int) value) {
      return JsonNodeFactory.instance.numberNode((int) value); // As a reader makes it.
    }
    return value > -EXACT && value < EXACT
        ? JsonNodeFactory.instance.numberNode(value)
        : TextNode.valueOf(String.valueOf(value));
  }

  /** What {@link #number} and {@link #whole} wrote. */
  public static double number(JsonNode json) {
    return json.isTextual() ? Double.parseDouble(json.textValue()) : json.doubleValue();
  }

  /** Numbers that canonical JSON would change are texts. */
  public static JsonNode exact(JsonNode json) {
    if (json.isObject()) {
      ObjectNode copy = MAPPER.createObjectNode();
      json.properties().forEach(entry -> copy.set(entry.getKey(), exact(entry.getValue())));
      return copy;
    }
    if (json.isArray()) {
      ArrayNode copy = MAPPER.createArrayNode();
      json.forEach(entry -> copy.add(exact(entry)));
      return copy;
    }
    if (json.isIntegralNumber()) {
      return whole(json.longValue());
    }
    return json.isNumber() ? number(json.doubleValue()) : json;
  }
}
