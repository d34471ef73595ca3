/**
 * Explanations as signatures of the model itself: {@link
 * io.attributable.graph.served.ExplainedMetaGraph} writes one into a graph, {@link
 * io.attributable.graph.served.ServedExplanation} tells what lies there.
 */
@NullMarked
package io.attributable.graph.served;

import org.jspecify.annotations.NullMarked;
