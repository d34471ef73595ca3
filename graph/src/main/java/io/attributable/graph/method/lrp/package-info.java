/**
 * The rules of layer-wise relevance propagation: {@link io.attributable.graph.method.lrp.LrpRules}
 * makes the table of them for a graph. A layer with weights is a {@link
 * io.attributable.graph.method.lrp.LinearLayer}: a linear op with what is added and multiplied
 * behind it; {@link io.attributable.graph.method.lrp.Decomposition} says how its relevance is
 * shared out. Knows nothing of plans.
 */
@NullMarked
package io.attributable.graph.method.lrp;

import org.jspecify.annotations.NullMarked;
