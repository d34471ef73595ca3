/**
 * Has loops count their iterations and fail when there are too many. Works on the nodes of the
 * file, before they are flattened. Start at {@link io.attributable.graph.flat.limit.LoopLimit} and
 * {@link io.attributable.graph.flat.limit.LoopAssertion}.
 */
@NullMarked
package io.attributable.graph.flat.limit;

import org.jspecify.annotations.NullMarked;
