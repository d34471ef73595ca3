/**
 * Evaluates a model at points that lie between baselines and inputs: the points are made in the
 * graph, from one feed of the examples. Start at {@link io.attributable.graph.points.PointGraph}.
 */
@NullMarked
package io.attributable.graph.points;

import org.jspecify.annotations.NullMarked;
