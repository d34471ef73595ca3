/**
 * Finds the layers of a flat graph by the names their author gave them: {@link
 * io.attributable.graph.layer.LayerIndex}.
 */
@NullMarked
package io.attributable.graph.layer;

import org.jspecify.annotations.NullMarked;
