/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.normalisation;

import org.jspecify.annotations.NullMarked;
