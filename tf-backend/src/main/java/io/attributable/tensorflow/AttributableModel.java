package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.preflight.Purity;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.tensorflow.internal.Log;
import io.attributable.tensorflow.internal.batch.BatchSplitting;
import io.attributable.tensorflow.internal.concurrent.BackgroundTask;
import io.attributable.tensorflow.internal.concurrent.NativeLifetime;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.files.ModelResource;
import io.attributable.tensorflow.internal.gradient.NativeGradientRule;
import io.attributable.tensorflow.internal.layer.LayerPrefetch;
import io.attributable.tensorflow.internal.plan.FrozenWeightsBudget;
import io.attributable.tensorflow.internal.plan.PlanSessions;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.runtime.Devices;
import io.attributable.tensorflow.internal.runtime.NativeLibrary;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.served.ServedGraph;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.session.StateRestorer;
import io.attributable.tensorflow.internal.source.DirectorySource;
import io.attributable.tensorflow.internal.source.ModelSource;
import io.attributable.tensorflow.internal.source.UnknownOpCheck;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A SavedModel loaded to be explained. Serves any number of threads at once.
 *
 * <p>Owns native memory: the session with the model's variables, and the plans made so far. {@link
 * #close()} frees it; results live on the Java heap and stay.
 *
 * <pre>{@code
 * try (AttributableModel model = AttributableModel.load(Path.of("models/digits"))) {
 *   Attributions why = LayerGradientXActivation.on(model)
 *       .layers("conv2d_1").input("image", pixels).target(Target.of(7)).attribute();
 * }
 * }</pre>
 */
public final class AttributableModel implements AutoCloseable {
  public static final RuleBook RULES = RuleBook.of(JavaRules.all(), new NativeGradientRule());
  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final ModelSource origin;
  private final RuleBook rules;
  private final ModelOptions options;
  private final FrozenWeightsBudget budget;
  private final BatchSplitting batching;
  private final LayerPrefetch layers;
  private final PlanSessions sessions;
  private final NativeLifetime lifetime;
  private final Map<String, PreparedSignature> signatures = new HashMap<>();
  private final Map<String, SignatureSchema> served = new HashMap<>();
  private final Map<String, StateRestorer> keepers = new HashMap<>();

  private AttributableModel(ModelSource origin, ModelOptions options, RuleBook rules) {
    this.origin = origin;
    this.rules = rules;
    this.options = options;
    this.budget = new FrozenWeightsBudget(options.frozenLimitBytes());
    NativeLibrary.require();
    UnknownOpCheck.require(origin.file());
    this.layers = LayerPrefetch.of(origin.file(), options.loopLimit());
    try {
      this.batching = new BatchSplitting(options.execution(), devices(options));
      this.sessions = new PlanSessions(origin.open(options), options);
    } finally {
      layers.close();
    }
    this.lifetime = new NativeLifetime(origin.file().name());
  }

  /**
   * Loads the SavedModel in a directory; see {@link #load(Path, ModelOptions)}.
   *
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, CORRUPT_MODEL, RUN_FAILED,
   *     NATIVE_LIBRARY
   */
  public static AttributableModel load(Path directory) {
    return load(directory, ModelOptions.defaults());
  }

  /**
   * Loads the SavedModel in a directory: its variables and tables; signatures are prepared at their
   * first use.
   *
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, CORRUPT_MODEL, RUN_FAILED,
   *     NATIVE_LIBRARY, DEVICE_NOT_FOUND, OP_LIBRARY, UNKNOWN_OP
   */
  public static AttributableModel load(Path directory, ModelOptions options) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(options, "options");
    return load(directory, options, RULES);
  }

  /**
   * Loads a SavedModel that lies among the application's resources, as the calling class sees them;
   * see {@link #loadResource(Class, String, ModelOptions)}.
   *
   * @param name the directory's path from the root of the class path, such as {@code models/digits}
   * @throws AttributionException RESOURCE_NOT_FOUND, RESOURCE_AMBIGUOUS, and as {@link #load(Path)}
   */
  public static AttributableModel loadResource(String name) {
    return loadResource(CALLER.getCallerClass(), name, ModelOptions.defaults());
  }

  /**
   * As {@link #loadResource(String)}, with options.
   *
   * @throws AttributionException RESOURCE_NOT_FOUND, RESOURCE_AMBIGUOUS, and as {@link #load(Path,
   *     ModelOptions)}
   */
  public static AttributableModel loadResource(String name, ModelOptions options) {
    return loadResource(CALLER.getCallerClass(), name, options);
  }

  /**
   * Loads a SavedModel that lies among the application's resources: in a folder or an archive of
   * the class path, an archive within another one, a module, a run-time image. TensorFlow reads
   * directories only, so that what lies in none is copied into a private temporary folder, which
   * goes when the model is closed; models with the same content share one.
   *
   * @param anchor looked for in its module first, then through its class loader, then through the
   *     thread's
   * @param name the directory's path from the root of the class path, such as {@code models/digits}
   * @throws AttributionException RESOURCE_NOT_FOUND, RESOURCE_AMBIGUOUS, and as {@link #load(Path,
   *     ModelOptions)}
   */
  public static AttributableModel loadResource(Class<?> anchor, String name, ModelOptions options) {
    Objects.requireNonNull(anchor, "anchor");
    requireNamed(name, options);
    return load(() -> ModelResource.find(name, anchor), options, RULES);
  }

  /**
   * As {@link #loadResource(Class, String, ModelOptions)}, through a class loader alone.
   *
   * @throws AttributionException RESOURCE_NOT_FOUND, RESOURCE_AMBIGUOUS, and as {@link #load(Path,
   *     ModelOptions)}
   */
  public static AttributableModel loadResource(
      ClassLoader loader, String name, ModelOptions options) {
    Objects.requireNonNull(loader, "loader");
    requireNamed(name, options);
    return load(() -> ModelResource.find(name, loader), options, RULES);
  }

  private static void requireNamed(String name, ModelOptions options) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(options, "options");
  }

  /** Loads a SavedModel that is differentiated by other rules. */
  static AttributableModel load(Path directory, ModelOptions options, RuleBook rules) {
    return load(() -> ModelDirectory.of(directory), options, rules);
  }

  private static AttributableModel load(
      Supplier<ModelDirectory> directory, ModelOptions options, RuleBook rules) {
    NativeLibrary.requireVersions();
    BackgroundTask<?> library = NativeLibrary.prefetch();
    try {
      DirectorySource origin = DirectorySource.of(directory.get(), options);
      try {
        AttributableModel model = new AttributableModel(origin, options, rules);
        Log.LOGGER.log(
            System.Logger.Level.DEBUG,
            () -> "Loaded \"" + origin.file().name() + "\" from " + origin.directory().real());
        return model;
      } catch (RuntimeException | Error e) {
        origin.close();
        throw e;
      }
    } finally {
      library.close();
    }
  }

  /** A model from wherever it comes from. */
  static AttributableModel of(ModelSource origin, ModelOptions options) {
    return new AttributableModel(origin, options, RULES);
  }

  /**
   * The directory it was loaded from, as given. Of a resource in an archive that is the copy, which
   * goes when the model is closed.
   */
  public Path path() {
    return origin.path();
  }

  /** What lies in the file. */
  public SavedModelFile file() {
    return origin.file();
  }

  /**
   * The layers of a signature, with shapes as TensorFlow infers them.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, MODEL_CLOSED, and what reading can bring
   */
  public LayerIndex layers(String signature) {
    Objects.requireNonNull(signature, "signature");
    return use(() -> prepared(signature).layers());
  }

  /**
   * Says of the layers of a signature whether they can be explained, without running the model.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, MODEL_CLOSED, and what reading can bring
   */
  public Preflight preflight(String signature) {
    Objects.requireNonNull(signature, "signature");
    return use(() -> prepared(signature).preflight());
  }

  /** Frees native memory once all running calls are over. May be called again. */
  @Override
  public void close() {
    lifetime.close(
        () -> {
          sessions.close();
          origin.close();
        });
  }

  /** The model made once more, in a session that leaves graphs as they are. */
  @SuppressWarnings("exports") // For the inside only.
  public SessionGraph sessionAsWritten() {
    return origin.open(options.config(SessionConfig.withoutRewriting(options.config())));
  }

  private static List<String> devices(ModelOptions options) {
    List<String> several = options.execution().devices();
    List<String> names = several.isEmpty() ? List.of(options.device()) : several;
    return names.stream().map(name -> Devices.require(name, options.config())).toList();
  }

  /** Where plans run. */
  @SuppressWarnings("exports") // For the inside only.
  public PlanSessions sessions() {
    return sessions;
  }

  /** How batches are cut. */
  @SuppressWarnings("exports") // For the inside only.
  public BatchSplitting batching() {
    return batching;
  }

  /** The signature that answers requests, if plans shall not. */
  Optional<String> servedBy() {
    return options.execution().servedBy();
  }

  /** A signature that answers requests, its tensors being those of the model's session. */
  public SignatureSchema served(String signature) {
    Objects.requireNonNull(signature, "signature");
    synchronized (served) {
      return served.computeIfAbsent(
          signature,
          name -> ServedGraph.of(origin.file(), name, options.loopLimit(), sessions.model()));
    }
  }

  /** Runs something that needs native memory, its failures in words a user can read. */
  public <T> T use(Supplier<T> action) {
    Objects.requireNonNull(action, "action");
    return lifetime.use(
        () -> {
          try {
            return action.get();
          } catch (RuntimeException e) {
            throw RunErrors.translate("run", origin.file().name(), e);
          } catch (OutOfMemoryError e) {
            throw RunErrors.outOfMemory(origin.file().name(), e);
          }
        });
  }

  /**
   * Computes answers of a signature, as {@link #use}; what this changes of the model's state is
   * kept or set back.
   *
   * @throws AttributionException STATEFUL_MODEL
   */
  <T> T answer(String signature, Supplier<T> action) {
    return options.execution().state() == StatePolicy.KEEP
        ? use(action)
        : use(() -> keeper(signature).around(action));
  }

  private StateRestorer keeper(String signature) {
    FlatGraph graph = prepared(signature).layers().graph();
    synchronized (keepers) {
      return keepers.computeIfAbsent(
          signature,
          name ->
              StateRestorer.of(
                  sessions.model(), graph, Purity.of(graph), options.execution().state()));
    }
  }

  @SuppressWarnings("exports") // For the inside only.
  public PreparedSignature prepared(String signature) {
    Objects.requireNonNull(signature, "signature");
    synchronized (signatures) {
      PreparedSignature known = signatures.get(signature);
      if (known != null) {
        return known;
      }
      PreparedSignature prepared =
          new PreparedSignature(
              sessions,
              origin,
              layers.of(signature),
              options,
              batching.firstDevice(),
              rules,
              budget);
      signatures.put(signature, prepared);
      return prepared;
    }
  }
}
