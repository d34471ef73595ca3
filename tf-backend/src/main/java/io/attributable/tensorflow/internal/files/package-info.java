/**
 * The files of SavedModels: in directories, archives, modules and other file systems, as TensorFlow
 * can read them. Start at {@link io.attributable.tensorflow.internal.files.ModelDirectory} and
 * {@link io.attributable.tensorflow.internal.files.ModelResource}.
 */
@NullMarked
package io.attributable.tensorflow.internal.files;

import org.jspecify.annotations.NullMarked;
