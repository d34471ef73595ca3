/**
 * What a model tells of its calls and plans, for meters, traces and logs. Start at {@link
 * io.attributable.tensorflow.observe.ModelObserver}.
 */
@NullMarked
package io.attributable.tensorflow.observe;

import org.jspecify.annotations.NullMarked;
