/**
 * Gradients of convolutions and poolings, and of their gradients. Start at {@link
 * io.attributable.graph.tape.rules.conv.ConvolutionRules} and {@link
 * io.attributable.graph.tape.rules.conv.PoolingRules}.
 */
@NullMarked
package io.attributable.graph.tape.rules.conv;

import org.jspecify.annotations.NullMarked;
