/**
 * What can be explained, and what to do about the rest, shown as a table ({@link
 * io.attributable.cli.preflight.PreflightText}) or as JSON ({@link
 * io.attributable.cli.preflight.PreflightJson}). Needs no native code.
 */
@NullMarked
package io.attributable.cli.preflight;

import org.jspecify.annotations.NullMarked;
