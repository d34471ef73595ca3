/**
 * Explanations as signatures of the model itself: {@link
 * io.attributable.graph.served.ExplainedMetaGraph} writes one into a graph, {@link
 * io.attributable.graph.served.ServedExplanation} describes it.
 */
@NullMarked
package io.attributable.graph.served;

import org.jspecify.annotations.NullMarked;
