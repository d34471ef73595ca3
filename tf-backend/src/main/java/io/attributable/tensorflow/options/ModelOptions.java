package io.attributable.tensorflow.options;

import io.attributable.NonNull;
import io.attributable.OpPolicy;
import io.attributable.Optimisation;
import io.attributable.tensorflow.internal.runtime.NativeLibrary;
import io.attributable.tensorflow.observe.ModelObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tensorflow.proto.ConfigProto;

/**
 * How a model is loaded and run. Immutable, safe for any number of threads; each method gives a
 * changed copy.
 *
 * @param device where plans run, such as {@code /CPU:0} or {@code /GPU:0}; empty leaves it to
 *     TensorFlow
 * @param weights where plans take the weights from
 * @param frozenLimitBytes the size up to which {@link WeightSource#AUTO} freezes, in bytes
 * @param loopLimit the most iterations that a loop of the model may take, each time it runs; 0 for
 *     no limit
 * @param optimisations how plans are made faster; all unless there is doubt in one
 * @param config the rest of the session's configuration: memory, virtual devices
 * @param execution devices for parts of batches, memory, threads, precision
 * @param opLibraries libraries of ops that are loaded before the model
 * @param limits what calls and plans may take
 * @param observers hear of calls and plans
 * @param ops which ops may reach outside of the model's graph; none unless named
 * @param planCache a directory in which processes leave plans for one another; none unless named
 */
public record ModelOptions(
    String device,
    WeightSource weights,
    long frozenLimitBytes,
    int loopLimit,
    Set<Optimisation> optimisations,
    ConfigProto config,
    ExecutionOptions execution,
    List<Path> opLibraries,
    LimitOptions limits,
    List<ModelObserver> observers,
    OpPolicy ops,
    Optional<Path> planCache) {
  /** The default limit of a loop's iterations. */
  public static final int DEFAULT_LOOP_LIMIT = 1_000_000;

  private static final long DEFAULT_FROZEN_LIMIT = 256L << 20;

  /** Refuses a limit below 0. */
  public ModelOptions {
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(weights, "weights");
    NonNull.all(optimisations, "optimisations");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(execution, "execution");
    NonNull.all(opLibraries, "opLibraries");
    Objects.requireNonNull(limits, "limits");
    NonNull.all(observers, "observers");
    observers = List.copyOf(observers);
    Objects.requireNonNull(ops, "ops");
    Objects.requireNonNull(planCache, "planCache");
    if (loopLimit < 0) {
      throw new IllegalArgumentException("loopLimit " + loopLimit + " is negative");
    }
    optimisations = Set.copyOf(optimisations);
    opLibraries = List.copyOf(opLibraries);
  }

  /**
   * TensorFlow chooses the device, weights are frozen up to 256 MiB, loops end within a million
   * iterations.
   *
   * @throws io.attributable.AttributionException VERSION_CONFLICT
   */
  public static ModelOptions defaults() {
    NativeLibrary.requireVersions();
    return new ModelOptions(
        "",
        WeightSource.AUTO,
        DEFAULT_FROZEN_LIMIT,
        DEFAULT_LOOP_LIMIT,
        Set.of(Optimisation.values()),
        ConfigProto.getDefaultInstance(),
        ExecutionOptions.defaults(),
        List.of(),
        LimitOptions.defaults(),
        List.of(),
        OpPolicy.strict(),
        Optional.empty());
  }

  /** Runs all plans on a device; ops it has no kernel for stay where they can run. */
  public ModelOptions device(String name) {
    Objects.requireNonNull(name, "name");
    return with(fields -> fields.device = name);
  }

  /** Takes the weights from somewhere else. */
  public ModelOptions weights(WeightSource source) {
    Objects.requireNonNull(source, "source");
    return with(fields -> fields.weights = source);
  }

  /** Freezes models up to another size. */
  public ModelOptions frozenLimitBytes(long bytes) {
    return with(fields -> fields.frozenLimitBytes = bytes);
  }

  /**
   * Makes loops with more iterations fail with LOOP_LIMIT.
   *
   * @param iterations 0 for no limit
   */
  public ModelOptions loopLimit(int iterations) {
    return with(fields -> fields.loopLimit = iterations);
  }

  /**
   * Uses these optimisations only, for example to find out whether one of them causes a problem.
   */
  public ModelOptions optimisations(Set<Optimisation> wanted) {
    NonNull.all(wanted, "wanted");
    return with(fields -> fields.optimisations = wanted);
  }

  /** Configures the session. */
  public ModelOptions config(ConfigProto session) {
    Objects.requireNonNull(session, "session");
    return with(fields -> fields.config = session);
  }

  /**
   * Runs the parts of each batch at the same time on several devices, and joins the results;
   * instead of {@link #device(String)}. For models whose examples do not influence one another:
   * those in which they do are refused.
   *
   * @param names such as {@code /GPU:0} and {@code /GPU:1}
   */
  public ModelOptions devices(String... names) {
    NonNull.all(names, "names");
    return devices(List.of(names));
  }

  /** As {@link #devices(String...)}. */
  public ModelOptions devices(List<String> names) {
    NonNull.all(names, "names");
    return execution(execution.devices(names));
  }

  /**
   * Cuts batches into parts for which one run holds no more than so many bytes at once, for models
   * whose examples do not influence one another: those in which they do are refused. Inputs,
   * weights and results do not count; with several devices the limit is for each.
   *
   * @param bytes 0 for no limit, so that nothing is cut
   */
  public ModelOptions batchBytes(long bytes) {
    return execution(execution.batchBytes(bytes));
  }

  /** Runs with other threads. */
  public ModelOptions threads(ThreadOptions wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return execution(execution.threads(wanted));
  }

  /** Computes less exactly, and faster. */
  public ModelOptions precision(Precision wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return execution(execution.precision(wanted));
  }

  /**
   * Has requests answered by a signature that {@link io.attributable.tensorflow.ExplainedModel}
   * wrote into the model, instead of making plans for them. Those that it cannot answer fail with
   * NOT_SERVED; only requests for several targets, and checks of gradients, still make plans.
   *
   * @param signature such as {@code explain}
   */
  public ModelOptions servedBy(String signature) {
    Objects.requireNonNull(signature, "signature");
    return execution(execution.servedBy(signature));
  }

  /**
   * Loads libraries of ops before the model, such as those of TensorFlow Text: shared libraries
   * that register ops, built for this version of TensorFlow. They stay loaded as long as the JVM
   * runs.
   *
   * @param files such as {@code _sentencepiece_tokenizer.so}
   */
  public ModelOptions opLibraries(Path... files) {
    NonNull.all(files, "files");
    return opLibraries(List.of(files));
  }

  /** As {@link #opLibraries(Path...)}. */
  public ModelOptions opLibraries(List<Path> files) {
    NonNull.all(files, "files");
    return with(fields -> fields.opLibraries = files);
  }

  /**
   * Decides which ops may reach outside of the model's graph: files, other processes, the program
   * around it. Models that would run others are refused with OP_REFUSED.
   */
  public ModelOptions ops(OpPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    return with(fields -> fields.ops = policy);
  }

  /**
   * Allows more ops to reach outside of the model's graph.
   *
   * @param names of ops, such as {@code ReadFile}
   */
  public ModelOptions allowOps(String... names) {
    NonNull.all(names, "names");
    return ops(ops.allowing(names));
  }

  /**
   * Keeps plans in a directory, where the next process finds them: what it would take to make a
   * plan is then what it takes to read one. It is made with the first plan. A plan is found again
   * by the model's files, these options, the versions of the library and of TensorFlow, and the
   * processor; one that was made of something else, or is damaged, is ignored, and a warning is
   * logged. Where nothing can be written, plans are only read. Not for models in code, nor with
   * {@link #opLibraries(Path...)}.
   *
   * <p>A plan is a graph that this process runs: who can write to the directory decides what it
   * computes, as with the model's own.
   *
   * @param directory such as one beside the model
   */
  public ModelOptions planCache(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return with(fields -> fields.planCache = Optional.of(directory));
  }

  /**
   * Keeps state of the model that requests change, sets it back after each (the default), or
   * refuses such requests with STATEFUL_MODEL.
   */
  public ModelOptions state(StatePolicy wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return execution(execution.state(wanted));
  }

  /**
   * How many plans are kept that have a session, and so memory, of their own; {@value
   * ExecutionOptions#DEFAULT_MAX_PLANS} unless given. Requests that differ in layers, output, kind
   * of target, method or reduction have different plans; of more, the least recently used are
   * freed.
   */
  public ModelOptions maxPlans(int most) {
    return execution(execution.maxPlans(most));
  }

  /**
   * Has the same inputs give the same numbers, bit by bit, at each run on the same machine,
   * whatever else it is at. Otherwise TensorFlow sums up products by how many threads are free, so
   * that last digits may differ under load. Each op runs on one thread then, and large batches as
   * one part for each core; GPUs use deterministic kernels only, as {@code
   * tf.config.experimental.enable_op_determinism} has it in Python, and an op that has none fails
   * with RUN_FAILED. The process's environment has to be changed for it, so that it has to be said
   * of the first model that is loaded.
   *
   * @param required whether it has to be so; where it cannot, loading fails with
   *     TOO_LATE_FOR_DETERMINISM
   */
  public ModelOptions deterministic(boolean required) {
    return execution(execution.deterministic(required));
  }

  /** Limits what calls and plans may take. */
  public ModelOptions limits(LimitOptions wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return with(fields -> fields.limits = wanted);
  }

  /** Tells these, and no others, of calls and plans. */
  public ModelOptions observers(ModelObserver... wanted) {
    NonNull.all(wanted, "wanted");
    return observers(List.of(wanted));
  }

  /** As {@link #observers(ModelObserver...)}. */
  public ModelOptions observers(List<ModelObserver> wanted) {
    NonNull.all(wanted, "wanted");
    return with(fields -> fields.observers = wanted);
  }

  private ModelOptions execution(ExecutionOptions wanted) {
    return with(fields -> fields.execution = wanted);
  }

  private ModelOptions with(Consumer<Fields> change) {
    Fields fields = new Fields(this);
    change.accept(fields);
    return fields.options();
  }

  /** The components while one of them is changed. */
  private static final class Fields {
    private String device;
    private WeightSource weights;
    private long frozenLimitBytes;
    private int loopLimit;
    private Set<Optimisation> optimisations;
    private ConfigProto config;
    private ExecutionOptions execution;
    private List<Path> opLibraries;
    private LimitOptions limits;
    private List<ModelObserver> observers;
    private OpPolicy ops;
    private Optional<Path> planCache;

    Fields(ModelOptions options) {
      this.device = options.device;
      this.weights = options.weights;
      this.frozenLimitBytes = options.frozenLimitBytes;
      this.loopLimit = options.loopLimit;
      this.optimisations = options.optimisations;
      this.config = options.config;
      this.execution = options.execution;
      this.opLibraries = options.opLibraries;
      this.limits = options.limits;
      this.observers = options.observers;
      this.ops = options.ops;
      this.planCache = options.planCache;
    }

    ModelOptions options() {
      return new ModelOptions(
          device,
          weights,
          frozenLimitBytes,
          loopLimit,
          optimisations,
          config,
          execution,
          opLibraries,
          limits,
          observers,
          ops,
          planCache);
    }
  }
}
