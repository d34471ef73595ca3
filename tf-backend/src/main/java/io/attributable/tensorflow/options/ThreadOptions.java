package io.attributable.tensorflow.options;

/**
 * The threads of TensorFlow. Immutable, safe for any number of threads; each method gives a changed
 * copy.
 *
 * @param intraOp how many threads share the work of one op; 0 for one per core, or for one in all
 *     where operations are small and TensorFlow creates this pool for each session, as {@code
 *     poolPerSession} or {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} has it do. Without either there is
 *     one pool in a process, of the first session's size
 * @param interOp how many ops run at the same time; 0 for as many as there are cores
 * @param ownPool whether the model has its own pool for {@code interOp}, instead of the one that
 *     all sessions of the process share
 * @param singleThreadedExecutor whether the ops of a request run one at a time on the calling
 *     thread, with less overhead: for small models and single examples
 * @param poolPerSession whether TensorFlow creates the pool of {@code intraOp} for each session of
 *     the process
 */
public record ThreadOptions(
    int intraOp,
    int interOp,
    boolean ownPool,
    boolean singleThreadedExecutor,
    boolean poolPerSession) {

  /** Refuses negative numbers. */
  public ThreadOptions {
    if (intraOp < 0 || interOp < 0) {
      throw new IllegalArgumentException(
          "intraOp " + intraOp + " and interOp " + interOp + " must not be negative");
    }
  }

  /** Leaves all to TensorFlow. */
  public static ThreadOptions defaults() {
    return new ThreadOptions(0, 0, false, false, false);
  }

  /** Shares the work of one op among so many threads. */
  public ThreadOptions intraOp(int threads) {
    return new ThreadOptions(threads, interOp, ownPool, singleThreadedExecutor, poolPerSession);
  }

  /** Runs so many ops at the same time. */
  public ThreadOptions interOp(int threads) {
    return new ThreadOptions(intraOp, threads, ownPool, singleThreadedExecutor, poolPerSession);
  }

  /** Gives the model its own pool. */
  public ThreadOptions ownPool(boolean own) {
    return new ThreadOptions(intraOp, interOp, own, singleThreadedExecutor, poolPerSession);
  }

  /** Runs the ops of a request on the calling thread. */
  public ThreadOptions singleThreadedExecutor(boolean single) {
    return new ThreadOptions(intraOp, interOp, ownPool, single, poolPerSession);
  }

  /**
   * Has TensorFlow create a pool of intra-op threads for each session, in place of one for the
   * process, so that small operations run on one thread, batches in parts, and single examples of
   * transformers in shards. It looks at that once: {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} is put
   * into the environment of the process, for all models, and all else that runs TensorFlow in it.
   * So it has to be said of the first model that is loaded; later, and on Windows, it changes
   * nothing, and a warning is logged.
   */
  public ThreadOptions poolPerSession(boolean each) {
    return new ThreadOptions(intraOp, interOp, ownPool, singleThreadedExecutor, each);
  }
}
