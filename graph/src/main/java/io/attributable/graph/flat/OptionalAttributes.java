package io.attributable.graph.flat;

import java.util.List;

/** Attributes that files older than the attribute do not have. */
public final class OptionalAttributes {
  private OptionalAttributes() {}

  public static boolean has(FlatNode node, String name) {
    return node.attributes().containsKey(name)
        || node.definition().getAttrList().stream()
            .anyMatch(attribute -> attribute.getName().equals(name));
  }

  public static boolean flag(FlatNode node, String name) {
    return has(node, name) && node.attribute(name).getB();
  }

  public static long number(FlatNode node, String name) {
    return has(node, name) ? node.attribute(name).getI() : 0;
  }

  public static String text(FlatNode node, String name) {
    return has(node, name) ? node.attribute(name).getS().toStringUtf8() : "";
  }

  /** None where the node lacks the attribute. */
  public static List<Long> numbers(FlatNode node, String name) {
    return has(node, name) ? node.attribute(name).getList().getIList() : List.of();
  }
}
