/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.loss;

import org.jspecify.annotations.NullMarked;
