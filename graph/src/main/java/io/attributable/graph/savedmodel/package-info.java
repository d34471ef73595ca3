/**
 * Reads {@code saved_model.pb} without TensorFlow: {@link
 * io.attributable.graph.savedmodel.SavedModelFile} and its {@link
 * io.attributable.graph.savedmodel.SignatureSchema signatures}.
 */
@NullMarked
package io.attributable.graph.savedmodel;

import org.jspecify.annotations.NullMarked;
