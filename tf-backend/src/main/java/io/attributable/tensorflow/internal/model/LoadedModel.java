package io.attributable.tensorflow.internal.model;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.LayerPort;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tape.RuleBook;
import io.attributable.model.ModelIdentity;
import io.attributable.tensorflow.internal.Log;
import io.attributable.tensorflow.internal.batch.BatchSplitting;
import io.attributable.tensorflow.internal.call.CallLimits;
import io.attributable.tensorflow.internal.call.ModelCalls;
import io.attributable.tensorflow.internal.concurrent.BackgroundTask;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.identity.Identities;
import io.attributable.tensorflow.internal.layer.LayerPrefetch;
import io.attributable.tensorflow.internal.observe.Observers;
import io.attributable.tensorflow.internal.plan.PlanBounds;
import io.attributable.tensorflow.internal.plan.PlanCache;
import io.attributable.tensorflow.internal.plan.PlanSessions;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.plan.ServedGraph;
import io.attributable.tensorflow.internal.plan.SignaturePlans;
import io.attributable.tensorflow.internal.runtime.Determinism;
import io.attributable.tensorflow.internal.runtime.Devices;
import io.attributable.tensorflow.internal.runtime.NativeLibrary;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.runtime.SessionPools;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.source.DirectorySource;
import io.attributable.tensorflow.internal.source.ModelSource;
import io.attributable.tensorflow.internal.source.ShuffledSource;
import io.attributable.tensorflow.internal.source.UnknownOpCheck;
import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallKind;
import io.attributable.tensorflow.observe.ModelStatus;
import io.attributable.tensorflow.options.LimitOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.StatePolicy;
import io.attributable.tensorflow.options.WeightSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A model in TensorFlow: its sessions, its signatures as far as they are prepared, and what is
 * known about cutting its batches. Owns native memory until closed. Safe for any number of threads.
 */
public final class LoadedModel implements AutoCloseable {
  private final ModelSource origin;
  private final ModelOptions options;
  private final PlanCache cache;
  private final SignaturePlans.Shared plans;
  private final BatchSplitting batching;
  private final LayerPrefetch layers;
  private final PlanSessions sessions;
  private final ModelState state;
  private final ModelCalls calls;
  private final Identities identities;
  private final Map<String, PreparedSignature> signatures = new HashMap<>();
  private final Map<String, SignatureSchema> served = new HashMap<>();
  private final Map<String, SignatureSchema> predicted = new HashMap<>();

  private LoadedModel(ModelSource origin, ModelOptions options, RuleBook rules) {
    this.origin = origin;
    this.options = options;
    NativeLibrary.require();
    UnknownOpCheck.require(origin.file());
    this.layers = LayerPrefetch.of(origin.file(), options.loopLimit());
    try {
      this.batching =
          new BatchSplitting(options.execution(), devices(options), SessionConfig.isMixed(options));
      this.sessions = new PlanSessions(origin.session(options), options);
      this.cache = new PlanCache(PlanBounds.of(options));
    } finally {
      layers.close();
    }
    Observers observers = new Observers(options.observers());
    this.plans = new SignaturePlans.Shared(sessions, cache, origin, options, rules, observers);
    this.state = new ModelState(sessions.modelSession(), policy(origin, options));
    this.calls =
        new ModelCalls(origin.file().name(), limits(options.limits()), observers, this::free);
    this.identities = new Identities(origin.file(), options, origin::fileHashes);
  }

  /** The variables of a model in code are those of its author's session. */
  private static StatePolicy policy(ModelSource origin, ModelOptions options) {
    return origin.changes() ? StatePolicy.KEEP : options.execution().state();
  }

  /**
   * Loads a model that lies in a directory.
   *
   * @param directory finds it; closed with this
   * @param rules what it is differentiated by
   */
  public static LoadedModel load(
      Supplier<ModelDirectory> directory, ModelOptions options, RuleBook rules) {
    NativeLibrary.requireVersions();
    if (options.execution().deterministic()) {
      Determinism.require();
    }
    if (options.execution().threads().poolPerSession()) {
      SessionPools.request();
    }
    BackgroundTask<?> library = NativeLibrary.prefetch();
    try {
      DirectorySource origin = DirectorySource.of(directory.get(), options);
      try {
        LoadedModel model = new LoadedModel(origin, options, rules);
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

  /** A model from wherever it comes from; what it comes from is closed with this. */
  public static LoadedModel of(ModelSource origin, ModelOptions options, RuleBook rules) {
    return new LoadedModel(origin, options, rules);
  }

  /**
   * The same model in a session of its own, whose plans have the values of some variables in
   * another order.
   *
   * @param variables the nodes that hold them
   */
  public LoadedModel shuffled(Set<String> variables, long seed) {
    return new LoadedModel(
        new ShuffledSource(origin, variables, seed),
        options.weights(WeightSource.FROZEN),
        plans.rules());
  }

  private static List<String> devices(ModelOptions options) {
    List<String> several = options.execution().devices();
    List<String> names = several.isEmpty() ? List.of(options.device()) : several;
    return names.stream().map(name -> Devices.require(name, options.config())).toList();
  }

  /** The directory, as given. */
  public Path path() {
    return origin.path();
  }

  /** The file's content. */
  public SavedModelFile file() {
    return origin.file();
  }

  /** What messages call it. */
  public String name() {
    return origin.file().name();
  }

  /**
   * What it is, and what computes with it; files are hashed at the first call.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, MODEL_REPLACED, UNREADABLE_FILE
   */
  public ModelIdentity identity(String signature) {
    return identities
        .known(signature)
        .orElseGet(() -> use(CallKind.INSPECT, () -> identities.of(signature)));
  }

  /** Where plans run. */
  public PlanSessions sessions() {
    return sessions;
  }

  /** The plans that are kept. */
  public PlanCache plans() {
    return cache;
  }

  /** How batches are cut. */
  public BatchSplitting batching() {
    return batching;
  }

  /** The model made once more, in a session that leaves graphs as they are. */
  public SessionGraph sessionAsWritten() {
    return origin.open(options.config(SessionConfig.withoutRewriting(options.config())));
  }

  /**
   * The signature that a request feeds.
   *
   * @throws AttributionException AMBIGUOUS_SIGNATURE
   */
  public String signature(AttributionRequest request) {
    return request.signature().orElseGet(origin.file()::defaultSignature);
  }

  /**
   * A signature, prepared at the first request for it.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, and what reading can bring
   */
  public PreparedSignature prepared(String signature) {
    synchronized (signatures) {
      PreparedSignature known = signatures.get(signature);
      if (known != null) {
        return known;
      }
      PreparedSignature prepared =
          new PreparedSignature(plans, layers.of(signature), batching.firstDevice());
      signatures.put(signature, prepared);
      return prepared;
    }
  }

  /** The signature that a request feeds, prepared. */
  public PreparedSignature prepared(AttributionRequest request) {
    return prepared(signature(request));
  }

  /** The signature that answers requests, if plans shall not. */
  public Optional<String> servedBy() {
    return options.execution().servedBy();
  }

  /** A signature that answers requests, its tensors being those of the model's session. */
  public SignatureSchema served(String signature) {
    synchronized (served) {
      return served.computeIfAbsent(
          signature,
          name -> ServedGraph.of(origin.file(), name, options.loopLimit(), sessions.model()));
    }
  }

  /** A signature to be run as it is, its tensors being those of the model's session. */
  public SignatureSchema predicted(String signature) {
    synchronized (predicted) {
      return predicted.computeIfAbsent(
          signature,
          name -> ServedGraph.imported(origin.file(), name, options.loopLimit(), sessions.model()));
    }
  }

  /**
   * Runs something that needs native memory, as a call or as part of one, its failures in words a
   * user can read.
   *
   * @throws AttributionException MODEL_CLOSED, RUN_FAILED, LOOP_LIMIT, OUT_OF_MEMORY, CANCELLED,
   *     DEADLINE_EXCEEDED, TOO_MANY_CALLS
   */
  public <T> T use(CallKind kind, Supplier<T> action) {
    return use(() -> new CallInfo(name(), kind, "", List.of(), 0), action);
  }

  private <T> T use(Supplier<CallInfo> info, Supplier<T> action) {
    return calls.call(
        info,
        () -> {
          try {
            return action.get();
          } catch (RuntimeException e) {
            throw RunErrors.translate("run", name(), e);
          } catch (OutOfMemoryError e) {
            throw RunErrors.outOfMemory(name(), e);
          }
        });
  }

  /**
   * Computes the answer to a request, as {@link #use}; what this changes of the model's state is
   * kept or set back. A part of an answer, on the thread that computes it, is set back as well.
   *
   * @throws AttributionException STATEFUL_MODEL, LIMIT_EXCEEDED
   */
  public <T> T answer(CallKind kind, AttributionRequest request, Supplier<T> action) {
    calls.requireInputs(request.inputs());
    return use(
        () -> info(kind, request),
        state.isKept() ? action : () -> state.around(prepared(request).layers().graph(), action));
  }

  private CallInfo info(CallKind kind, AttributionRequest request) {
    long examples =
        request.inputs().values().stream()
            .filter(values -> values.rank() > 0)
            .mapToLong(values -> values.shape().get(0))
            .max()
            .orElse(0);
    String method = kind == CallKind.PREDICT ? "" : request.method().name();
    List<String> layers = request.layers().stream().map(LayerPort::layer).toList();
    return new CallInfo(name(), kind, method, layers, examples);
  }

  /** What it is at. */
  public ModelStatus status() {
    return new ModelStatus(calls.inFlight(), cache.size(), cache.bytes(), calls.isClosed());
  }

  private static CallLimits limits(LimitOptions options) {
    return new CallLimits(
        options.callsInFlight(),
        options.maxWait(),
        options.timeout(),
        options.inputBytes(),
        options.resultBytes());
  }

  /** Frees native memory once all running calls are over. May be called again. */
  @Override
  public void close() {
    calls.close();
  }

  /** The same, but calls that still run after some time are stopped. */
  public void close(Duration grace) {
    calls.close(grace);
  }

  private void free() {
    cache.close();
    sessions.close();
    origin.close();
  }
}
