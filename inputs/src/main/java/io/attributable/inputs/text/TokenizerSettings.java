package io.attributable.inputs.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.inputs.card.Side;
import java.util.List;
import java.util.Optional;

/** What a {@code tokenizer.json} says beside its model. */
record TokenizerSettings(ObjectNode json) {
  private static final String TRUNCATION = "truncation";
  private static final String PADDING = "padding";

  /** What tokens are called that fill up, where no padding is set. */
  private static final List<String> PADS = List.of("[PAD]", "<pad>");

  /** The same without padding and truncation, which are done here: views tell what was cut off. */
  String withoutFit() {
    ObjectNode copy = json.objectNode();
    copy.setAll(json);
    copy.putNull(TRUNCATION);
    copy.putNull(PADDING);
    return copy.toString();
  }

  /** By name, or of unigram models by its place. */
  Optional<String> unknown() {
    JsonNode model = json.path("model");
    JsonNode named = model.path("unk_token");
    JsonNode placed = model.path("vocab").path(model.path("unk_id").asInt(-1)).path(0);
    return Optional.of(named.isTextual() ? named : placed)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  RowFit fit() {
    JsonNode padding = json.path(PADDING);
    JsonNode truncation = json.path(TRUNCATION);
    return new RowFit(
        number(padding.path("pad_id")).or(this::namedPadding),
        padding.path("pad_type_id").asLong(0),
        side(padding),
        side(truncation),
        length(padding.path("strategy").path("Fixed")),
        length(truncation.path("max_length")));
  }

  private Optional<Long> namedPadding() {
    for (JsonNode token : json.path("added_tokens")) {
      if (token.path("special").asBoolean() && PADS.contains(token.path("content").asText())) {
        return number(token.path("id"));
      }
    }
    return Optional.empty();
  }

  private static Side side(JsonNode said) {
    return said.path("direction").asText().equals("Left") ? Side.FRONT : Side.BACK;
  }

  private static Optional<Integer> length(JsonNode said) {
    return number(said)
        .filter(value -> value > 0 && value <= Integer.MAX_VALUE)
        .map(Math::toIntExact);
  }

  private static Optional<Long> number(JsonNode said) {
    return said.canConvertToLong() ? Optional.of(said.longValue()) : Optional.empty();
  }
}
