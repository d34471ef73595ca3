/**
 * A declaration held against its model: {@link io.attributable.processor.binding.ModelBinder} makes
 * a {@link io.attributable.processor.binding.ModelBinding}. The only package that knows how models
 * are read.
 */
@NullMarked
package io.attributable.processor.binding;

import org.jspecify.annotations.NullMarked;
