package io.attributable.cli.reply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.attributable.Target;
import java.util.List;

/** A target as in a JSON request. */
final class TargetNode {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TargetNode() {}

  static JsonNode of(Target target) {
    if (target instanceof Target.Index one) {
      return one.index().size() == 1
          ? JSON.numberNode(one.index().get(0))
          : JSON.objectNode().set("index", numbers(one.index()));
    }
    if (target instanceof Target.PerExample each) {
      return perExample(each.indices());
    }
    return JSON.textNode(target.toString());
  }

  private static JsonNode perExample(List<List<Integer>> indices) {
    ArrayNode list = JSON.arrayNode();
    if (indices.stream().allMatch(index -> index.size() == 1)) {
      indices.forEach(index -> list.add(index.get(0)));
      return list;
    }
    indices.forEach(index -> list.add(numbers(index)));
    return JSON.objectNode().set("indices", list);
  }

  private static ArrayNode numbers(List<Integer> index) {
    ArrayNode list = JSON.arrayNode();
    index.forEach(list::add);
    return list;
  }
}
