/**
 * Finds {@code saved_model.pb} wherever the compiling tool keeps it: start at {@link
 * io.attributable.processor.lookup.ModelLocations}.
 */
@NullMarked
package io.attributable.processor.lookup;

import org.jspecify.annotations.NullMarked;
