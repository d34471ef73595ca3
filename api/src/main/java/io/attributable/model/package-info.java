/**
 * Descriptions of a SavedModel's signatures and layers, as values: start at {@link
 * io.attributable.model.SignatureDescription} and {@link io.attributable.model.LayerDescription}.
 *
 * <p>Requests need none of it: it is for programs that show a model, choose layers, or generate
 * inputs. Nothing is nullable unless marked so.
 */
@NullMarked
package io.attributable.model;

import org.jspecify.annotations.NullMarked;
