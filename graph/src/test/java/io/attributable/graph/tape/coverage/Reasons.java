package io.attributable.graph.tape.coverage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why ops have no gradient, as {@code reasons.txt} says it: a sentence behind a colon, then the ops
 * that it holds for, one a line.
 */
record Reasons(Map<String, String> byOp) {
  private static final String FILE = "reasons.txt";
  private static final String MARK = ": ";

  static Reasons read() {
    Map<String, String> byOp = new LinkedHashMap<>();
    String reason = "";
    for (String line : Resource.lines(FILE)) {
      if (line.startsWith(MARK)) {
        reason = line.substring(MARK.length());
      } else if (byOp.put(line, reason) != null) {
        throw new IllegalStateException(line + " has two reasons");
      }
    }
    return new Reasons(byOp);
  }

  Set<String> names() {
    return byOp.keySet();
  }

  Optional<String> of(String op) {
    return Optional.ofNullable(byOp.get(op));
  }
}
