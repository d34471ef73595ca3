/** PURPOSE. */
@NullMarked
package io.attributable.graph.tape.rules.conv;

import org.jspecify.annotations.NullMarked;
