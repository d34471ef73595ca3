/**
 * Reports about what can be explained, made without running the model: start at {@link
 * io.attributable.preflight.PreflightReport}. Nothing is nullable unless marked so.
 */
@NullMarked
package io.attributable.preflight;

import org.jspecify.annotations.NullMarked;
