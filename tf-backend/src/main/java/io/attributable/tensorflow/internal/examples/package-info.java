/**
 * Streams of examples: those that fit together are explained in one run. Start at {@link
 * io.attributable.tensorflow.internal.examples.ExampleWindow} and {@link
 * io.attributable.tensorflow.internal.examples.ExampleBatches}.
 */
@NullMarked
package io.attributable.tensorflow.internal.examples;

import org.jspecify.annotations.NullMarked;
