/**
 * Reads and writes NumPy's {@code .npy} files: start with {@link io.attributable.npy.NpyReader}.
 */
module io.attributable.npy {
  requires transitive org.tensorflow.ndarray;
  requires static transitive org.jspecify;

  exports io.attributable.npy;
}
