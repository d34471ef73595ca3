/**
 * What is asked for: the lines of a requests file ({@link
 * io.attributable.cli.request.RequestsFile}) and the words of the command line, both turned into a
 * {@link io.attributable.cli.request.Request}. Knows nothing of TensorFlow.
 */
@NullMarked
package io.attributable.cli.request;

import org.jspecify.annotations.NullMarked;
