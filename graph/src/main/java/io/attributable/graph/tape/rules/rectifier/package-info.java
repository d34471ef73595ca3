/**
 * ReLUs, however they are written, and the rules of methods that hand back other gradients there.
 * Start at {@link io.attributable.graph.tape.rules.rectifier.RectifierRules}.
 */
@NullMarked
package io.attributable.graph.tape.rules.rectifier;

import org.jspecify.annotations.NullMarked;
