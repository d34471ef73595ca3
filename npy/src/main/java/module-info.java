/** Reads and writes NumPy's {@code .npy} files: {@link io.attributable.npy.NpyFile}. */
module io.attributable.npy {
  requires transitive org.tensorflow.ndarray;
  requires static transitive org.jspecify;

  exports io.attributable.npy;
}
