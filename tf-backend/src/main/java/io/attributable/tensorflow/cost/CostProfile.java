package io.attributable.tensorflow.cost;

import java.util.List;

/**
 * What a request costs. Runs alternate, so that other load of the machine affects all alike.
 * Immutable, safe for any number of threads.
 *
 * @param planMillis from the request to the first run: the signature read and flattened, its
 *     gradient written and passed to TensorFlow; close to zero for a cached plan
 * @param firstRunMillis the first run, for which TensorFlow rewrites the graph
 * @param forward the explained output alone, by the plan's own graph
 * @param session the plan's run without the library around it; of methods that evaluate the model
 *     at points, all runs for one attribution
 * @param attribution the whole call, from arrays to arrays
 * @param ops the times of ops in one run, the most expensive first; none of methods that take
 *     several runs
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

  /** The library's overhead, relative to the bare run. */
  public double overhead() {
    return attribution.median() / session.median() - 1;
  }
}
