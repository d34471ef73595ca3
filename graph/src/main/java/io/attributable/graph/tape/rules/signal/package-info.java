/**
 * Gradients of Fourier transforms. Start at {@link
 * io.attributable.graph.tape.rules.signal.FourierRules} and {@link
 * io.attributable.graph.tape.rules.signal.FourierTransforms}.
 */
@NullMarked
package io.attributable.graph.tape.rules.signal;

import org.jspecify.annotations.NullMarked;
