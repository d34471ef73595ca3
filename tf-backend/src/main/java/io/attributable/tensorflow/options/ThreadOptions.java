package io.attributable.tensorflow.options;

/**
 * The threads of TensorFlow. Immutable, safe for any number of threads; each method gives a changed
 * copy.
 *
 * @param intraOp how many threads share the work of one op; 0 for one per core, or for one in all
 *     where operations are small and {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} makes TensorFlow
 *     create this pool for each session. Without it there is one pool in a process, of the first
 *     session's size
 * @param interOp how many ops run at the same time; 0 for as many as there are cores
 * @param ownPool whether the model has its own pool for {@code interOp}, instead of the one that
 *     all sessions of the process share
 * @param singleThreadedExecutor whether the ops of a request run one at a time on the calling
 *     thread, with less overhead: for small models and single examples
 */
public record ThreadOptions(
    int intraOp, int interOp, boolean ownPool, boolean singleThreadedExecutor) {

  /** Refuses negative numbers. */
  public ThreadOptions {
    if (intraOp < 0 || interOp < 0) {
      throw new IllegalArgumentException(
          "intraOp " + intraOp + " and interOp " + interOp + " must not be negative");
    }
  }

  /** Leaves all to TensorFlow. */
  public static ThreadOptions defaults() {
    return new ThreadOptions(0, 0, false, false);
  }

  /** Shares the work of one op among so many threads. */
  public ThreadOptions intraOp(int threads) {
    return new ThreadOptions(threads, interOp, ownPool, singleThreadedExecutor);
  }

  /** Runs so many ops at the same time. */
  public ThreadOptions interOp(int threads) {
    return new ThreadOptions(intraOp, threads, ownPool, singleThreadedExecutor);
  }

  /** Gives the model its own pool. */
  public ThreadOptions ownPool(boolean own) {
    return new ThreadOptions(intraOp, interOp, own, singleThreadedExecutor);
  }

  /** Runs the ops of a request on the calling thread. */
  public ThreadOptions singleThreadedExecutor(boolean single) {
    return new ThreadOptions(intraOp, interOp, ownPool, single);
  }
}
