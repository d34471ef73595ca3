package io.attributable.graph.fingerprint;

import java.util.List;
import java.util.Map;

/**
 * What is printed: a graph or a function.
 *
 * @param all by keys, which stand for nothing but themselves
 * @param results what comes out, in an order that names of nodes have no part in
 * @param ends keys of steps that run whatever else is asked for, in any order
 */
record Steps(Map<String, Step> all, List<Result> results, List<String> ends) {

  /**
   * A tensor that comes out.
   *
   * @param name what callers know it by
   * @param source the tensor
   */
  record Result(String name, Step.Source source) {}
}
