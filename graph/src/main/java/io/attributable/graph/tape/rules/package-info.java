/** The gradients that are written in Java, by kind of op. */
@NullMarked
package io.attributable.graph.tape.rules;

import org.jspecify.annotations.NullMarked;
