/**
 * Results of comparing gradients with central differences. Start at {@link
 * io.attributable.tensorflow.verify.Verification} and {@link
 * io.attributable.tensorflow.verify.Verdict}.
 */
@NullMarked
package io.attributable.tensorflow.verify;

import org.jspecify.annotations.NullMarked;
