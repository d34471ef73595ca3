/**
 * What a loaded model is, for records of its explanations: {@link
 * io.attributable.tensorflow.internal.identity.Identities}.
 */
@NullMarked
package io.attributable.tensorflow.internal.identity;

import org.jspecify.annotations.NullMarked;
