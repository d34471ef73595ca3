package io.attributable.graph.method.lrp;

/** What a tensor has to do with the model's inputs. */
enum Signal {
  /** Nothing: a weight, a shape, a mask. */
  NONE,

  /** It varies with an input, and no weight went into it yet. */
  INPUT,

  /** It varies with an input, and weights went into it. */
  WEIGHTED;

  /** What two of which one tensor is made have to do with inputs. */
  Signal and(Signal other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
