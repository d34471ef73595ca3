package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.FlatGraph;

/**
 * A graph that plans can be made for.
 *
 * @param graph what plans are made of
 * @param live weights that are fed to it at each run
 */
public record GraphWithWeights(FlatGraph graph, FedWeights live) {}
