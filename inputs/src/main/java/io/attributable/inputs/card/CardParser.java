package io.attributable.inputs.card;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a card, keeping where each value stands. */
final class CardParser {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final CardFaults faults;

  private CardParser(CardFaults faults) {
    this.faults = faults;
  }

  static CardNode parse(String text, CardFaults faults) {
    try (JsonParser json = JSON.createParser(text)) {
      CardNode root = new CardParser(faults).value(json, json.nextToken(), null);
      if (json.nextToken() != null) {
        JsonLocation at = json.currentTokenLocation();
        throw faults.at(at.getLineNr(), at.getColumnNr(), "something follows its end");
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw faults
          .at(
              at == null ? 1 : at.getLineNr(),
              at == null ? 1 : at.getColumnNr(),
              "it is not JSON: " + e.getOriginalMessage())
          .causedBy(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Texts do not fail.
    }
  }

  private CardNode value(JsonParser json, @Nullable JsonToken token, @Nullable JsonLocation key)
      throws IOException {
    JsonLocation at = key == null ? json.currentTokenLocation() : key;
    if (token == null) {
      throw faults.at(at.getLineNr(), at.getColumnNr(), "it is empty");
    }
    Object value =
        switch (token) {
          case START_OBJECT -> members(json);
          case START_ARRAY -> items(json);
          case VALUE_STRING -> json.getText();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json, at);
          case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
          default -> CardNode.NULL;
        };
    return new CardNode(at.getLineNr(), at.getColumnNr(), value);
  }

  private BigDecimal number(JsonParser json, JsonLocation at) throws IOException {
    try {
      return json.getDecimalValue();
    } catch (NumberFormatException e) {
      throw faults
          .at(at.getLineNr(), at.getColumnNr(), "it holds a number that is none: " + e.getMessage())
          .causedBy(e);
    }
  }

  private Map<String, CardNode> members(JsonParser json) throws IOException {
    Map<String, CardNode> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonLocation key = json.currentTokenLocation();
      CardNode value = value(json, json.nextToken(), key);
      members.put(name, value);
    }
    return members;
  }

  private List<CardNode> items(JsonParser json) throws IOException {
    List<CardNode> items = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      items.add(value(json, token, null));
    }
    return items;
  }
}
