package io.attributable.tensorflow.cost;

import java.util.List;

/**
 * What a request costs. Runs alternate, so that whatever else the machine does falls on all alike.
 *
 * @param planMillis from the request to the first run: the signature read and flattened, its
 *     gradient written down and handed to TensorFlow; close to nothing if the plan was known
 * @param firstRunMillis the first run, for which TensorFlow rewrites the graph
 * @param forward the explained output alone, by the plan's own graph
 * @param session the plan's run without the library around it
 * @param attribution the whole call, from arrays to arrays
 * @param ops what one run spends its time on, the most expensive first
 */
public record CostProfile(
    double planMillis,
    double firstRunMillis,
    Timings forward,
    Timings session,
    Timings attribution,
    List<OpCost> ops) {

  /** Keeps a copy. */
  public CostProfile {
    ops = List.copyOf(ops);
  }

  /** How many forward runs an attribution costs. */
  public double ratio() {
    return attribution.median() / forward.median();
  }

  /** What the library adds to the bare run, as a part of it. */
  public double overhead() {
    return attribution.median() / session.median() - 1;
  }
}
