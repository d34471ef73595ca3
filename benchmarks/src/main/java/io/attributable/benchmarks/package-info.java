/**
 * Measures the library: {@link io.attributable.benchmarks.AttributionBenchmark} and its siblings
 * with JMH, {@link io.attributable.benchmarks.Worker} side by side with the peers.
 */
@NullMarked
package io.attributable.benchmarks;

import org.jspecify.annotations.NullMarked;
