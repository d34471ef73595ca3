/**
 * Gradients of ops on images: colours, projections, resizing, regions. Start at {@link
 * io.attributable.graph.tape.rules.image.ColourRules} and {@link
 * io.attributable.graph.tape.rules.image.ProjectionRules}.
 */
@NullMarked
package io.attributable.graph.tape.rules.image;

import org.jspecify.annotations.NullMarked;
