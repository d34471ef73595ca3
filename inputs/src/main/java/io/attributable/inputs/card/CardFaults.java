package io.attributable.inputs.card;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;

/**
 * Failures to read a card.
 *
 * @param origin what messages call it
 */
record CardFaults(String origin) {

  AttributionException at(CardNode node, String problem) {
    return at(node.line(), node.column(), problem);
  }

  AttributionException at(int line, int column, String problem) {
    // Problems that are whole sentences elsewhere end with a point of their own.
    String words = problem.endsWith(".") ? problem.substring(0, problem.length() - 1) : problem;
    return new AttributionException(
        ErrorCode.BAD_CARD,
        origin,
        "line %d, column %d: %s".formatted(line, Math.max(1, column), words));
  }
}
