/**
 * What can be explained, found out before anything runs, as values: start at {@link
 * io.attributable.preflight.PreflightReport}. Nothing is nullable unless it says so.
 */
@NullMarked
package io.attributable.preflight;

import org.jspecify.annotations.NullMarked;
