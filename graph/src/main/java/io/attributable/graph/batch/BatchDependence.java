package io.attributable.graph.batch;

import java.util.BitSet;

/** How a tensor depends on the examples of a batch. */
sealed interface BatchDependence {
  /** Not at all. */
  BatchDependence FIXED = new Fixed();

  /** In a way that is not known, or by some of the others in the batch. */
  BatchDependence MIXED = new Mixed();

  /** It has the same values whatever examples there are, and however many. */
  record Fixed() implements BatchDependence {}

  /**
   * It follows from the number of examples, not from what they are.
   *
   * @param varying of sizes that were read from a tensor, those that vary with that number; empty
   *     of anything else
   */
  record Size(BitSet varying) implements BatchDependence {
    static final Size UNKNOWN = new Size(new BitSet());
  }

  /**
   * Each example has its own part, which depends on nothing but this example. Along an axis, parts
   * follow one another in the order of the examples, each as long as any other.
   *
   * @param axis from 0
   */
  record Rows(int axis) implements BatchDependence {}

  /** Anything else. */
  record Mixed() implements BatchDependence {}
}
