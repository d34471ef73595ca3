/**
 * How models are loaded and run. Start at {@link io.attributable.tensorflow.options.ModelOptions};
 * for many examples, at {@link io.attributable.tensorflow.options.ExampleOptions}.
 */
@NullMarked
package io.attributable.tensorflow.options;

import org.jspecify.annotations.NullMarked;
