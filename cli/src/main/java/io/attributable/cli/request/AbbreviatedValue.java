package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;

/** A user's own value as messages show it: whole if it is short, else its start. */
final class AbbreviatedValue {
  private static final int LONGEST = 60;

  private AbbreviatedValue() {}

  static String of(JsonNode value) {
    return of(value.toString());
  }

  static String of(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
