/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.signal;

import org.jspecify.annotations.NullMarked;
