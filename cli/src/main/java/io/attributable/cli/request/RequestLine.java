package io.attributable.cli.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A line of a requests file. */
final class RequestLine {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final int number;
  private final byte[] bytes;
  private final boolean whole;

  /**
   * A line.
   *
   * @param number counted from 1
   * @param bytes without the line's end; not copied
   * @param whole whether the bytes are the whole line
   */
  RequestLine(int number, byte[] bytes, boolean whole) {
    this.number = number;
    this.bytes = bytes;
    this.whole = whole;
  }

  /** The line's number, counted from 1. */
  int number() {
    return number;
  }

  /** Whether there is nothing to read. */
  boolean isBlank() {
    return whole
        && new String(bytes, StandardCharsets.UTF_8).replace(BYTE_ORDER_MARK, "").isBlank();
  }

  /**
   * The object that the line holds.
   *
   * @throws AttributionException BAD_REQUEST
   */
  JsonNode object() {
    JsonNode json = json(text());
    if (!json.isObject()) {
      throw wrong("it must be a JSON object, but is " + AbbreviatedValue.of(json));
    }
    return json;
  }

  private String text() {
    if (!whole) {
      throw wrong("the line is too long");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw wrong("it is not UTF-8").causedBy(e);
    }
  }

  private JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      String where = column > 0 ? " at column " + column : "";
      throw wrong("it is not JSON" + where + ": " + e.getOriginalMessage()).causedBy(e);
    }
  }

  private AttributionException wrong(String problem) {
    return new AttributionException(ErrorCode.BAD_REQUEST, "in line " + number, problem);
  }
}
