/**
 * Adds nodes to those of a flat graph: single ops, arithmetic on arrays and shapes, lists,
 * functions. Independent of gradients. Start at {@link io.attributable.graph.write.GraphBuilder}
 * and {@link io.attributable.graph.write.OpWriter}.
 */
@NullMarked
package io.attributable.graph.write;

import org.jspecify.annotations.NullMarked;
