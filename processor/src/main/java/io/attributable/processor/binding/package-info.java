/**
 * Checks declarations against their models: {@link io.attributable.processor.binding.ModelBinder}
 * makes a {@link io.attributable.processor.binding.ModelBinding}. The only package that reads
 * models.
 */
@NullMarked
package io.attributable.processor.binding;

import org.jspecify.annotations.NullMarked;
