package io.attributable.inputs.card;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A value of a card, and where it stands.
 *
 * @param line counted from 1; that of the key for what has one
 * @param column counted from 1
 * @param value a {@code Map<String, CardNode>}, a {@code List<CardNode>}, a {@code String}, a
 *     {@code BigDecimal}, a {@code Boolean} or {@link #NULL}
 */
record CardNode(int line, int column, Object value) {
  /** What JSON calls null. */
  static final Object NULL = new Object();

  @SuppressWarnings("unchecked") // Made by the parser.
  Map<String, CardNode> members() {
    return (Map<String, CardNode>) value;
  }

  @SuppressWarnings("unchecked") // Made by the parser.
  List<CardNode> items() {
    return (List<CardNode>) value;
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isList() {
    return value instanceof List;
  }

  boolean isText() {
    return value instanceof String;
  }

  boolean isNumber() {
    return value instanceof BigDecimal;
  }

  /** As messages show it. */
  String shown() {
    if (value instanceof String text) {
      return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
    }
    return isObject() ? "an object" : isList() ? "a list" : value == NULL ? "null" : "" + value;
  }
}
