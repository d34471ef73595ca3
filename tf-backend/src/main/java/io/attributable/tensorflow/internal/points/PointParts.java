package io.attributable.tensorflow.internal.points;

import java.util.concurrent.Executor;

/**
 * How points may be evaluated.
 *
 * @param independent whether it is proved that rows do not influence one another; else a run has to
 *     show it
 * @param count how many parts of the points are evaluated at the same time, each on one thread
 * @param threads what all but the first run on
 */
public record PointParts(boolean independent, int count, Executor threads) {}
