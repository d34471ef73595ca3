package io.attributable.tensorflow.internal.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/** The files of a SavedModel that TensorFlow cannot read: in an archive, in memory. */
interface ModelFiles extends Closeable {

  /** Names relative to the model's directory, with slashes. */
  SortedSet<String> names() throws IOException;

  /** The content of a file. */
  InputStream open(String name) throws IOException;

  @Override
  default void close() throws IOException {}
}
