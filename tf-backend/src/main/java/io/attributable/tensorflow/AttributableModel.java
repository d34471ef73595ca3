package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Example;
import io.attributable.NonNull;
import io.attributable.Target;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.savedmodel.FunctionSchema;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tape.RuleBook;
import io.attributable.model.FunctionDescription;
import io.attributable.model.LayerDescription;
import io.attributable.model.ModelContract;
import io.attributable.model.ModelIdentity;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import io.attributable.tensorflow.cost.CostEstimate;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.internal.contract.ModelContractCheck;
import io.attributable.tensorflow.internal.cost.CostRun;
import io.attributable.tensorflow.internal.examples.ExampleBatches;
import io.attributable.tensorflow.internal.examples.ExampleWindow;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.files.ModelResource;
import io.attributable.tensorflow.internal.gradient.GradientRules;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.run.PredictionRun;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.run.WarmUp;
import io.attributable.tensorflow.internal.verify.VerificationRun;
import io.attributable.tensorflow.observe.CallKind;
import io.attributable.tensorflow.observe.ModelStatus;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.verify.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tensorflow.ndarray.NdArray;

/**
 * A SavedModel loaded to be explained. Safe for any number of threads.
 *
 * <p>Owns native memory: the session with the model's variables, and the plans made so far. {@link
 * #close()} frees it, after running requests; results are on the Java heap and stay valid.
 *
 * <pre>{@code
 * try (AttributableModel model = AttributableModel.load(Path.of("models/digits"))) {
 *   Attributions why = LayerAttribution.on(model)
 *       .layers("conv2d_1").input("image", pixels).target(Target.of(7)).attribute();
 * }
 * }</pre>
 *
 * <p>Requests are values: {@link LayerAttribution} builds them, the methods here run them.
 */
public final class AttributableModel implements AutoCloseable {
  private static final int DIRECTIONS = 5;
  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final LoadedModel loaded;

  /** A model that is loaded; closed with this. */
  AttributableModel(LoadedModel loaded) {
    this.loaded = loaded;
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
    return load(() -> ModelDirectory.of(directory), options);
  }

  /**
   * Loads a SavedModel from the application's resources, as the calling class sees them; see {@link
   * #loadResource(Class, String, ModelOptions)}.
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
   * Loads a SavedModel from the application's resources: a folder or an archive of the class path,
   * an archive within another one, a module, or a run-time image. TensorFlow reads directories
   * only, so other resources are copied into a private temporary folder, which is deleted when the
   * model is closed; models with the same content share one.
   *
   * @param anchor whose module is searched first, then its class loader, then the thread's
   * @param name the directory's path from the root of the class path, such as {@code models/digits}
   * @throws AttributionException RESOURCE_NOT_FOUND, RESOURCE_AMBIGUOUS, and as {@link #load(Path,
   *     ModelOptions)}
   */
  public static AttributableModel loadResource(Class<?> anchor, String name, ModelOptions options) {
    Objects.requireNonNull(anchor, "anchor");
    requireNamed(name, options);
    return load(() -> ModelResource.find(name, anchor), options);
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
    return load(() -> ModelResource.find(name, loader), options);
  }

  private static void requireNamed(String name, ModelOptions options) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(options, "options");
  }

  /** Loads a SavedModel that is differentiated by other rules. */
  static AttributableModel load(Path directory, ModelOptions options, RuleBook rules) {
    return new AttributableModel(
        LoadedModel.load(() -> ModelDirectory.of(directory), options, rules));
  }

  private static AttributableModel load(Supplier<ModelDirectory> directory, ModelOptions options) {
    return new AttributableModel(LoadedModel.load(directory, options, GradientRules.ALL));
  }

  /**
   * The directory it was loaded from, as given. For a resource in an archive it is the copy, which
   * is deleted when the model is closed.
   */
  public Path path() {
    return loaded.path();
  }

  /** What messages call it: the directory as given, or the resource. */
  public String name() {
    return loaded.name();
  }

  /** All signatures that serve, sorted by name; those that initialise or train are left out. */
  public List<SignatureDescription> signatures() {
    return loaded.file().signatures().stream().map(SignatureSchema::describe).toList();
  }

  /**
   * The functions of the model's Python objects, which can be named instead of a signature; none in
   * models of TensorFlow 1.
   */
  public List<FunctionDescription> functions() {
    return loaded.file().functions().stream().map(FunctionSchema::describe).toList();
  }

  /**
   * The default signature: {@code serving_default}, or the only one. In a model without signatures,
   * the default function.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE if there are several others or none
   */
  public SignatureDescription defaultSignature() {
    return signature(loaded.file().defaultSignature());
  }

  /**
   * What a signature takes and gives, or a function: {@code call:PATH}.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE
   */
  public SignatureDescription signature(String name) {
    Objects.requireNonNull(name, "name");
    return loaded.file().signature(name).describe();
  }

  /**
   * What the model is, and what computes with it: hashes of graph and files, versions, processor,
   * options. Records of evidence hold it. The files are hashed at the first call, which takes a
   * second per gigabyte or so; later calls are free.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, AMBIGUOUS_SIGNATURE, MODEL_REPLACED if files
   *     are no longer what was loaded, UNREADABLE_FILE, MODEL_CLOSED
   */
  public ModelIdentity identity(String signature) {
    Objects.requireNonNull(signature, "signature");
    return loaded.identity(signature);
  }

  /**
   * The layers of a signature as the data flows, one per call, with shapes as TensorFlow infers
   * them.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, MODEL_CLOSED, and those of reading
   */
  public List<LayerDescription> layers(String signature) {
    Objects.requireNonNull(signature, "signature");
    return loaded.use(
        CallKind.INSPECT,
        () ->
            loaded.prepared(signature).layers().layers().stream()
                .map(LayerEntry::describe)
                .toList());
  }

  /**
   * Checks for both sides of every layer of a signature whether they can be explained towards each
   * of its outputs, without running the model.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, MODEL_CLOSED, and those of reading
   */
  public PreflightReport preflight(String signature) {
    Objects.requireNonNull(signature, "signature");
    return loaded.use(
        CallKind.INSPECT, () -> loaded.prepared(signature).preflight(AttributionRequest.empty()));
  }

  /**
   * Holds the model against what an explainer was compiled against; generated explainers do so when
   * they load it.
   *
   * @throws AttributionException MODEL_CHANGED, with every difference; MODEL_CLOSED
   */
  public void require(ModelContract contract) {
    Objects.requireNonNull(contract, "contract");
    ModelContractCheck.require(
        contract,
        loaded.file(),
        signature -> loaded.use(CallKind.INSPECT, () -> loaded.prepared(signature).preflight()));
  }

  /**
   * Checks what of a request can be explained, and what to do about the rest. Nothing is run, and
   * neither inputs nor a target are needed.
   *
   * @return one entry per layer that is named, or for both sides of every layer where none is;
   *     towards the output that is named, or each of the signature's
   * @throws AttributionException about addresses (UNKNOWN_LAYER, AMBIGUOUS_LAYER, INACTIVE_LAYER,
   *     BAD_ADDRESS, UNKNOWN_OUTPUT) or the model (UNKNOWN_SIGNATURE, MODEL_CLOSED)
   */
  public PreflightReport preflight(AttributionRequest request) {
    Objects.requireNonNull(request, "request");
    return loaded.use(CallKind.INSPECT, () -> loaded.prepared(request).preflight(request));
  }

  /**
   * Notes about the answers to a request, for any layers: the nodes that make them depend on more
   * than the input. Nothing is run.
   *
   * @return empty where equal requests have equal answers
   * @throws AttributionException UNKNOWN_OUTPUT, OUTPUT_REQUIRED, UNKNOWN_SIGNATURE, MODEL_CLOSED
   */
  public List<PreflightNote> notes(AttributionRequest request) {
    Objects.requireNonNull(request, "request");
    return loaded.use(CallKind.INSPECT, () -> loaded.prepared(request).notes(request));
  }

  /**
   * Runs a signature as it is, without explaining it.
   *
   * @param signature its name, or a function: {@code call:PATH}
   * @param inputs arrays by the names of the inputs, each of the input's shape and type
   * @return by output, arrays on the Java heap, of the types that inputs of these dtypes have;
   *     strings are bytes
   * @throws AttributionException about the inputs (INPUT_MISSING, INPUT_UNKNOWN, INPUT_DTYPE,
   *     INPUT_SHAPE, INPUT_TEXT) or the run (UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE,
   *     MODEL_CLOSED, RUN_FAILED)
   */
  public Map<String, NdArray<?>> predict(String signature, Map<String, NdArray<?>> inputs) {
    Objects.requireNonNull(signature, "signature");
    NonNull.all(inputs, "inputs");
    return new PredictionRun(loaded, signature).run(inputs);
  }

  /**
   * Runs a request.
   *
   * @return one attribution per layer, in the order in which they are named
   * @throws AttributionException about the layers (UNKNOWN_LAYER, AMBIGUOUS_LAYER, INACTIVE_LAYER,
   *     LAYER_WITHOUT_FLOATS, LAYER_REQUIRED, UNUSED_LAYER, NO_GRADIENT, NOTHING_TO_EXPLAIN), the
   *     output (UNKNOWN_OUTPUT, OUTPUT_REQUIRED, OUTPUT_NOT_FLOAT, OUTPUT_WITHOUT_EXAMPLES,
   *     NO_ACTIVATION), the target (TARGET_REQUIRED, TARGET_SHAPE, TARGET_OUT_OF_RANGE), the
   *     reduction (REDUCTION_SHAPE, REDUCTION_INVALID), the inputs (INPUT_MISSING, INPUT_UNKNOWN,
   *     INPUT_DTYPE, INPUT_SHAPE, WEIGHTS_SHAPE) or the run (MODEL_CLOSED, RUN_FAILED)
   */
  public Attributions attribute(AttributionRequest request) {
    Objects.requireNonNull(request, "request");
    return new RequestRunner(loaded).attribute(request);
  }

  /**
   * Runs a request for several targets instead of its own: one forward pass, and a backward pass
   * for each target. Results are equal to those of {@link #attribute} for each of them.
   *
   * @param targets at least one; several must all be indices or slices, none of them twice
   * @return by target, in the order in which they are named
   * @throws AttributionException as {@link #attribute}, and TARGETS_REQUIRED, TARGETS_MIXED,
   *     DUPLICATE_TARGET, TARGETS_TOGETHER
   */
  public Map<Target, Attributions> attributeTargets(
      AttributionRequest request, List<Target> targets) {
    Objects.requireNonNull(request, "request");
    NonNull.all(targets, "targets");
    return new RequestRunner(loaded).attributeTargets(request, targets);
  }

  /**
   * Runs a request for every value of an example's output, such as all classes; see {@link
   * #attributeTargets}.
   *
   * @return by target, in the order of the output's values
   * @throws AttributionException as {@link #attribute}, and TARGETS_UNCOUNTABLE, TARGETS_TOGETHER
   */
  public Map<Target, Attributions> attributeAllTargets(AttributionRequest request) {
    Objects.requireNonNull(request, "request");
    return new RequestRunner(loaded).attributeTargets(request, null);
  }

  /**
   * Explains many examples, in batches set by {@code options}. Each example is explained, and
   * fails, as in a request for it alone; nothing is run before the first result is taken.
   *
   * @param request the settings for all examples
   * @throws AttributionException about the settings for all examples: the layers, the output, the
   *     reduction
   * @throws IllegalStateException if the request has gradient weights, which belong to a batch
   */
  public ExampleResults attributeAll(
      AttributionRequest request, Iterator<? extends Example> examples, ExampleOptions options) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(options, "options");
    return attributeAll(request, examples, options, () -> {});
  }

  /**
   * As {@link #attributeAll(AttributionRequest, Iterator, ExampleOptions)}; closing the results
   * closes the stream.
   */
  public ExampleResults attributeAll(
      AttributionRequest request, Stream<? extends Example> examples, ExampleOptions options) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(options, "options");
    return attributeAll(request, examples.iterator(), options, examples::close);
  }

  private ExampleResults attributeAll(
      AttributionRequest request,
      Iterator<? extends Example> examples,
      ExampleOptions options,
      Runnable closing) {
    if (request.gradientWeights().isPresent()) {
      throw new IllegalStateException("gradient weights are for one batch, not for many examples");
    }
    ExampleBatches batches = new ExampleBatches(loaded, request);
    return new ExampleResults(
        examples, closing, new ExampleWindow(request, options, batches), options);
  }

  /**
   * Holds the gradients of a request against central differences on the model itself, with five
   * random directions per tensor; see {@link #verify(AttributionRequest, int, long)}.
   *
   * @throws AttributionException as {@link #attribute}
   */
  public Verification verify(AttributionRequest request) {
    return verify(request, DIRECTIONS, 0);
  }

  /**
   * Compares the gradients of a request with central differences: each of its layers' tensors is
   * changed along random directions by steps of several sizes, and the model is run from there on.
   * Takes some hundred runs per tensor. The model is loaded a second time meanwhile, as the
   * differences must come from its unmodified graph. The reduction is ignored, and of the method
   * the gradients are compared that it is made of. Of methods that promise a sum, the request is
   * answered, too, and how the attributions add up stands beside each layer.
   *
   * @param directions the number of random directions for each tensor
   * @param seed of the random directions
   * @return the verdict for each example; inconclusive where differences cannot decide
   * @throws AttributionException as {@link #attribute}, and as {@link #load} if the model's
   *     directory is no longer what it was
   */
  public Verification verify(AttributionRequest request, int directions, long seed) {
    Objects.requireNonNull(request, "request");
    if (directions < 1) {
      throw new IllegalArgumentException("directions " + directions + " is below 1");
    }
    return loaded.answer(
        CallKind.VERIFY,
        request,
        () ->
            VerificationRun.of(
                loaded, new RequestRunner(loaded).prepared(request), directions, seed));
  }

  /**
   * Measures what a request costs: the plan, the output alone, and the attribution, each run again
   * and again in turn.
   *
   * @param runs how many of each are timed
   * @throws AttributionException as {@link #attribute}, and NOTHING_TO_MEASURE
   */
  public CostProfile measure(AttributionRequest request, int runs) {
    Objects.requireNonNull(request, "request");
    if (runs < 1) {
      throw new IllegalArgumentException("runs " + runs + " is below 1");
    }
    return loaded.answer(CallKind.MEASURE, request, () -> new CostRun(loaded, request).run(runs));
  }

  /**
   * Says what a request by a method that perturbs inputs will take, such as {@link
   * io.attributable.KernelShap}: how many evaluations, and how long, by two runs of a part of them.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE for other methods, which {@link #measure} is
   *     for, and as {@link #attribute}
   */
  public CostEstimate estimate(AttributionRequest request) {
    Objects.requireNonNull(request, "request");
    return new RequestRunner(loaded).estimate(request);
  }

  /**
   * Makes a request's plan and runs it, so that the first caller does not wait for that: to be done
   * before a service says that it is ready. Does so for one kind of request: for each list of
   * layers, method, kind of target and reduction there is a plan of its own, and a batch of another
   * size may run another way.
   *
   * @param request what will be asked; for inputs that it lacks, zeros are taken
   * @param examples how many, for those
   * @return how long such a call takes from now on
   * @throws AttributionException as {@link #attribute}; INPUT_MISSING where zeros cannot be taken
   *     as the shape of an input is open beyond the number of examples
   */
  public Duration warmUp(AttributionRequest request, int examples) {
    Objects.requireNonNull(request, "request");
    if (examples < 1) {
      throw new IllegalArgumentException("examples " + examples + " is below 1");
    }
    return loaded.use(CallKind.PREPARE, () -> new WarmUp(loaded).run(request, examples));
  }

  /** What it is at: calls in flight, plans and their memory. Waits for no call. */
  public ModelStatus status() {
    return loaded.status();
  }

  /**
   * Frees native memory once all running calls are over; calls that come later fail with
   * MODEL_CLOSED. May be called again. A call that closes its own model, in a callback, does not
   * wait for itself: the model is freed when that call ends.
   */
  @Override
  public void close() {
    loaded.close();
  }

  /**
   * As {@link #close()}, but calls that still run after some time are stopped, and end with
   * CANCELLED.
   *
   * @param grace how long they may go on; {@link Duration#ZERO} stops them at once
   */
  public void close(Duration grace) {
    Objects.requireNonNull(grace, "grace");
    loaded.close(grace);
  }

  /** An input of a signature, or of the default one. */
  TensorDescription input(Optional<String> signature, String name) {
    return signature.map(this::signature).orElseGet(this::defaultSignature).input(name);
  }

  /** What this stands for. */
  LoadedModel loaded() {
    return loaded;
  }
}
