package io.attributable.testing;

import io.attributable.AttributionMethod;

/**
 * A golden case of a method beside gradient × activation.
 *
 * @param golden the request, but for its method, and what must come of it
 * @param method how attributions are computed
 */
public record MethodCase(GoldenCase golden, AttributionMethod method) {

  @Override
  public String toString() {
    return golden.toString();
  }
}
