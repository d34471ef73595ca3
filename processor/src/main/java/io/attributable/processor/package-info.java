/**
 * The annotation processor, {@link io.attributable.processor.AttributableProcessor}, which takes
 * each annotated type through {@link io.attributable.processor.ExplainerGenerator}: declaration,
 * binding, descriptor, source.
 */
@NullMarked
package io.attributable.processor;

import org.jspecify.annotations.NullMarked;
