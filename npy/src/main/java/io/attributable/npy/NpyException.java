package io.attributable.npy;

import java.io.IOException;
import java.io.Serial;

/**
 * A file is not a {@code .npy} file that can be read. The message has no file name, so that it can
 * follow "cannot be read:". Safe for any number of threads.
 */
public final class NpyException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final NpyProblem problem;

  NpyException(NpyProblem problem, Object... arguments) {
    super(problem.text(arguments));
    this.problem = problem;
  }

  /** The kind of failure. */
  public NpyProblem problem() {
    return problem;
  }
}
