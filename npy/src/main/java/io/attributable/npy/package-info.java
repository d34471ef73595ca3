/**
 * NumPy's {@code .npy} files as arrays of TensorFlow's ndarray library: start at {@link
 * io.attributable.npy.NpyReader} and {@link io.attributable.npy.NpyWriter}.
 *
 * <p>Files are never trusted: no object but bytes and text is unpickled, and no memory is taken
 * that the file's own length does not account for.
 */
@NullMarked
package io.attributable.npy;

import org.jspecify.annotations.NullMarked;
