/**
 * Checks of a file before TensorFlow, or anything else, relies on it: what would end the process,
 * or keep it busy for hours. Start at {@link io.attributable.graph.flat.check.FileCheck} and {@link
 * io.attributable.graph.flat.check.RecursionCheck}.
 */
@NullMarked
package io.attributable.graph.flat.check;

import org.jspecify.annotations.NullMarked;
