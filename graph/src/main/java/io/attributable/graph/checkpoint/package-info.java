/**
 * The checkpoint of a SavedModel, read without TensorFlow. A reader takes what TensorFlow's own
 * writer makes, and refuses everything else, so that TensorFlow's reader may decide about it.
 */
@NullMarked
package io.attributable.graph.checkpoint;

import org.jspecify.annotations.NullMarked;
