/**
 * Trained tokenizers, as a service: {@link io.attributable.inputs.tokenizer.TokenizerProvider} is
 * what a library implements, {@code attributable-tokenizers} among them.
 */
@NullMarked
package io.attributable.inputs.tokenizer;

import org.jspecify.annotations.NullMarked;
