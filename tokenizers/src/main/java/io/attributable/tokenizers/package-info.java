/**
 * Tokenizers by Hugging Face's library, through DJL. Nothing here is called by name: {@link
 * io.attributable.tokenizers.HuggingFaceTokenizers} is found where it is on the class path or the
 * module path.
 */
@NullMarked
package io.attributable.tokenizers;

import org.jspecify.annotations.NullMarked;
