/**
 * Requests: the lines of a requests file ({@link io.attributable.cli.request.RequestsFile}) and the
 * options of the command line, both read into a {@link io.attributable.cli.request.Request}.
 * Independent of TensorFlow.
 */
@NullMarked
package io.attributable.cli.request;

import org.jspecify.annotations.NullMarked;
