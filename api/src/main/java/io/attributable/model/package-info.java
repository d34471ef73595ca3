/**
 * What a SavedModel takes, gives and is made of, as values: start at {@link
 * io.attributable.model.SignatureDescription} and {@link io.attributable.model.LayerDescription}.
 *
 * <p>A package of its own, as explaining needs none of it: it is for those who show a model, choose
 * layers, or make inputs up. Nothing is nullable unless it says so.
 */
@NullMarked
package io.attributable.model;

import org.jspecify.annotations.NullMarked;
