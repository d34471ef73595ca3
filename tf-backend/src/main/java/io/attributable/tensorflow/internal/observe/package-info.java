/**
 * Tells observers and the JDK's flight recorder of calls and plans. Start at {@link
 * io.attributable.tensorflow.internal.observe.Observers}.
 */
@NullMarked
package io.attributable.tensorflow.internal.observe;

import org.jspecify.annotations.NullMarked;
