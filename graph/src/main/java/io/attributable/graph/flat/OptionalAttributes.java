package io.attributable.graph.flat;

import java.util.List;

/** Attributes that files older than the attribute do not have. */
final class OptionalAttributes {
  private OptionalAttributes() {}

  static boolean has(FlatNode node, String name) {
    return node.attributes().containsKey(name)
        || node.definition().getAttrList().stream()
            .anyMatch(attribute -> attribute.getName().equals(name));
  }

  static boolean flag(FlatNode node, String name) {
    return has(node, name) && node.attribute(name).getB();
  }

  static long number(FlatNode node, String name) {
    return has(node, name) ? node.attribute(name).getI() : 0;
  }

  static String text(FlatNode node, String name) {
    return has(node, name) ? node.attribute(name).getS().toStringUtf8() : "";
  }

  /** None where the node lacks the attribute. */
  static List<Long> numbers(FlatNode node, String name) {
    return has(node, name) ? node.attribute(name).getList().getIList() : List.of();
  }
}
