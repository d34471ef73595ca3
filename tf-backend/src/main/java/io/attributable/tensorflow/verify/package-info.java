/**
 * What central differences say of gradients, as values. Start at {@link
 * io.attributable.tensorflow.verify.Verification} and {@link
 * io.attributable.tensorflow.verify.Verdict}.
 */
@NullMarked
package io.attributable.tensorflow.verify;

import org.jspecify.annotations.NullMarked;
