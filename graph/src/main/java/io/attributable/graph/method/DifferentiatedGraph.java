package io.attributable.graph.method;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.points.PointGraph;
import io.attributable.graph.tensor.TensorRef;
import java.util.Optional;

/**
 * What rules may look at that depend on what lies around a node.
 *
 * @param graph what is differentiated
 * @param output where the backward pass begins
 * @param functions opens what loops and branches refer to
 * @param points passes beside this one, for methods that evaluate the model at points
 */
public record DifferentiatedGraph(
    FlatGraph graph, TensorRef output, FunctionGraphs functions, Optional<PointGraph> points) {}
