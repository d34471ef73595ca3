/**
 * The command line: {@link io.attributable.cli.AttributableCommand} is what the launcher starts.
 * {@code explain} turns requests into replies, {@code inspect} tells what a model has.
 */
@NullMarked
package io.attributable.cli;

import org.jspecify.annotations.NullMarked;
