package io.attributable.cli.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.Target;

/** A target as in a JSON request. */
final class TargetNode {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TargetNode() {}

  static JsonNode of(Target target) {
    return JSON.valueToTree(target.toJson());
  }
}
