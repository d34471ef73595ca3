/**
 * Loops and arrays of TensorFlow 1, turned into While loops and lists of tensors, so that readers
 * of flat graphs handle one kind only. Start at {@link
 * io.attributable.graph.flat.tf1.FrameConversion} and {@link
 * io.attributable.graph.flat.tf1.TensorArrayConversion}.
 */
@NullMarked
package io.attributable.graph.flat.tf1;

import org.jspecify.annotations.NullMarked;
