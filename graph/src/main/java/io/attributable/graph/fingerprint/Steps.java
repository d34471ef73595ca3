package io.attributable.graph.fingerprint;

import java.util.List;
import java.util.Map;

/**
 * The steps of a graph or a function, to be fingerprinted.
 *
 * @param all by arbitrary keys
 * @param results in an order that does not depend on names of nodes
 * @param ends keys of steps that always run, in any order
 */
record Steps(Map<String, Step> all, List<Result> results, List<String> ends) {

  /**
   * A result.
   *
   * @param name its name in the signature
   * @param source the tensor
   */
  record Result(String name, Step.Source source) {}
}
