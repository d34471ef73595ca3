/**
 * What {@code bench} says: {@link io.attributable.cli.bench.BenchReport} holds it, {@link
 * io.attributable.cli.bench.BenchText} shows it to people, {@link
 * io.attributable.cli.bench.BenchJson} to programs.
 */
@NullMarked
package io.attributable.cli.bench;

import org.jspecify.annotations.NullMarked;
