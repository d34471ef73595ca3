/**
 * Where models come from. Start at {@link io.attributable.tensorflow.internal.source.ModelSource}
 * and {@link io.attributable.tensorflow.internal.source.DirectorySource}, the SavedModels in
 * directories; models in code are in {@link io.attributable.tensorflow.internal.code}.
 */
@NullMarked
package io.attributable.tensorflow.internal.source;

import org.jspecify.annotations.NullMarked;
