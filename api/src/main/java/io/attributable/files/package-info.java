/**
 * How results are written: whole or not at all. It serves the other modules and may change with any
 * release. Start at {@link io.attributable.files.WholeFile}.
 */
@NullMarked
package io.attributable.files;

import org.jspecify.annotations.NullMarked;
