package io.attributable.graph.policy;

/**
 * A node that may not be run.
 *
 * @param function that holds it; empty for the outermost graph
 */
record RefusedNode(String op, String node, String function, OpEffect effect) {
  @Override
  public String toString() {
    String place = function.isEmpty() ? "" : " of function \"" + function + "\"";
    return op + " (node \"" + node + "\"" + place + "), which " + effect.words();
  }
}
