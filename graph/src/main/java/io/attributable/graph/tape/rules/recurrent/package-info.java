/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.recurrent;

import org.jspecify.annotations.NullMarked;
