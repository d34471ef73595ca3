package io.attributable.npy;

import java.util.ArrayList;
import java.util.List;

/**
 * The few Python literals that a header is made of: quoted text without escapes, {@code True} and
 * {@code False}, and tuples of integers. A cursor that each method advances.
 */
final class HeaderText {
  private static final int MOST_DIGITS = 18;

  private final String text;
  private int at;

  HeaderText(String text) {
    this.text = text;
  }

  /** Steps over a character, if it is the next one behind spaces. */
  boolean skip(char expected) {
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** Steps over a character that must be the next one. */
  void expect(char expected) throws NpyException {
    if (!skip(expected)) {
      throw wrong("'" + expected + "'");
    }
  }

  /** Quoted text. */
  String string() throws NpyException {
    char quote = peek();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
      throw wrong("quoted text");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  /** {@code True} or {@code False}. */
  boolean truth() throws NpyException {
    peek();
    for (boolean value : new boolean[] {true, false}) {
      String word = value ? "True" : "False";
      if (text.startsWith(word, at)) {
        at += word.length();
        return value;
      }
    }
    throw wrong("True or False");
  }

  /** A tuple of integers; a single one needs a comma behind it, as in Python. */
  long[] tuple() throws NpyException {
    expect('(');
    List<Long> integers = new ArrayList<>();
    boolean comma = true;
    while (!skip(')')) {
      if (!comma) {
        throw wrong("','");
      }
      integers.add(integer());
      comma = skip(',');
    }
    if (integers.size() == 1 && !comma) {
      throw wrong("a tuple");
    }
    return integers.stream().mapToLong(Long::longValue).toArray();
  }

  /** Nothing but spaces may be left. */
  void end() throws NpyException {
    if (peek() != 0) {
      throw wrong("its end");
    }
  }

  /** Whether the next value is a list: the fields of a structured dtype. */
  boolean atList() {
    return peek() == '[';
  }

  private long integer() throws NpyException {
    peek();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start || at - start > MOST_DIGITS) {
      at = start;
      throw wrong("a length of a dimension");
    }
    long value = Long.parseLong(text, start, at, 10);
    skip('L'); // Python 2 wrote long integers so.
    return value;
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private NpyException wrong(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "its end";
    return new NpyException(
        NpyProblem.BAD_HEADER, "expected " + expected + " at position " + at + ", found " + found);
  }
}
