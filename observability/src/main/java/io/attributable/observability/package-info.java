/**
 * Meters and traces of models. Start at {@link io.attributable.observability.ModelMeters} and
 * {@link io.attributable.observability.ModelTracing}.
 */
@NullMarked
package io.attributable.observability;

import org.jspecify.annotations.NullMarked;
