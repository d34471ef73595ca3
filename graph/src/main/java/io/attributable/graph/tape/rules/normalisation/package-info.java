/**
 * Gradients of batch normalisation, and of its gradient. Start at {@link
 * io.attributable.graph.tape.rules.normalisation.BatchNormalisationRules} and {@link
 * io.attributable.graph.tape.rules.normalisation.ChannelAxis}.
 */
@NullMarked
package io.attributable.graph.tape.rules.normalisation;

import org.jspecify.annotations.NullMarked;
