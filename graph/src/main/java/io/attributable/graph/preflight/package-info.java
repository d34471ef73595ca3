/** PURPOSE. */
@NullMarked
package io.attributable.graph.preflight;

import org.jspecify.annotations.NullMarked;
