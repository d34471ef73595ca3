/**
 * The command line: {@link io.attributable.cli.AttributableCommand} is what the launcher starts.
 * {@code explain} turns requests into replies, {@code inspect} shows the content of a model, {@code
 * preflight} what can be explained, {@code verify} whether the gradients are right.
 */
@NullMarked
package io.attributable.cli;

import org.jspecify.annotations.NullMarked;
