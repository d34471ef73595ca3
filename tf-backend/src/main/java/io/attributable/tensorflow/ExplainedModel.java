package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.NonNull;
import io.attributable.OpPolicy;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.served.ExplainedMetaGraph;
import io.attributable.graph.served.ServedRequest;
import io.attributable.tensorflow.internal.export.ExplainedPlan;
import io.attributable.tensorflow.internal.export.StagedModel;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.layer.InferredLayers;
import io.attributable.tensorflow.internal.runtime.OpLibraries;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a copy of a SavedModel that explains itself. It has one more signature, with the inputs of
 * the original one and a target, and with the original outputs and the attributions. TensorFlow
 * Serving, Python, Java and C++ can serve it without this library. Neither the model nor its
 * variables are changed. Not thread-safe; holds no native memory.
 *
 * <pre>{@code
 * ExplainedModel.of(Path.of("models/digits"))
 *     .layers("conv2d_1")
 *     .write(Path.of("served/digits/2"));
 * }</pre>
 */
public final class ExplainedModel {
  /** How many rows the new signature evaluates at once, unless something else is said. */
  public static final int DEFAULT_ROWS_AT_ONCE = 64;

  private record Wanted(String address, @Nullable Port port) {}

  private final Path model;
  private final List<Wanted> layers = new ArrayList<>();
  private List<AttributionMethod> methods = List.of(new GradientXActivation());
  private List<Path> opLibraries = List.of();
  private OpPolicy ops = OpPolicy.strict();
  private @Nullable String signature;
  private @Nullable String output;
  private Port port = Port.OUTPUT;
  private Reduction reduction = Reduction.none();
  private Optional<Smoothing> smoothing = Optional.empty();
  private String name = "explain";
  private int loopLimit = ModelOptions.DEFAULT_LOOP_LIMIT;
  private int rowsAtOnce = DEFAULT_ROWS_AT_ONCE;
  private boolean predicted;
  private boolean replacing;

  private ExplainedModel(Path model) {
    this.model = model;
  }

  /** Begins with the SavedModel in a directory. */
  public static ExplainedModel of(Path model) {
    Objects.requireNonNull(model, "model");
    return new ExplainedModel(model);
  }

  /** The signature to explain; by default {@code serving_default}, or the model's only one. */
  public ExplainedModel signature(@Nullable String original) {
    this.signature = original;
    return this;
  }

  /** Libraries of ops that the model needs and TensorFlow does not have. */
  public ExplainedModel opLibraries(List<Path> files) {
    NonNull.all(files, "files");
    opLibraries = List.copyOf(files);
    return this;
  }

  /** Which ops may reach outside of the model's graph; none unless named. */
  public ExplainedModel ops(OpPolicy policy) {
    Objects.requireNonNull(policy, "policy");
    ops = policy;
    return this;
  }

  /** Layers to explain, at the side of {@link #port}. */
  public ExplainedModel layers(String... addresses) {
    NonNull.all(addresses, "addresses");
    for (String address : addresses) {
      layers.add(new Wanted(address, null));
    }
    return this;
  }

  /** A layer to explain, with its side. */
  public ExplainedModel layer(String address, Port side) {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(side, "side");
    layers.add(new Wanted(address, side));
    return this;
  }

  /** The side of all layers that were named without one; by default their output. */
  public ExplainedModel port(Port side) {
    this.port = Objects.requireNonNull(side, "side");
    return this;
  }

  /** What the target picks from: an output by name, or any layer or tensor; null for the only. */
  public ExplainedModel output(@Nullable String explained) {
    this.output = explained;
    return this;
  }

  /**
   * What is given of each layer: {@code attribution/LAYER} for global, {@code gradient/LAYER} for
   * local; by default the former.
   */
  public ExplainedModel modes(Mode first, Mode... others) {
    Objects.requireNonNull(first, "first");
    NonNull.all(others, "others");
    Set<Mode> modes = new TreeSet<>(List.of(others));
    modes.add(first);
    this.methods = modes.stream().<AttributionMethod>map(GradientXActivation::new).toList();
    return this;
  }

  /**
   * How attributions are computed, instead of {@link #modes}: the output is {@code grad-cam/LAYER}
   * or {@code activation/LAYER} for each layer. A signature has one method; write one for each with
   * {@link #as}.
   */
  public ExplainedModel method(AttributionMethod wanted) {
    Objects.requireNonNull(wanted, "wanted");
    this.methods = List.of(wanted);
    return this;
  }

  /** What is made of each attribution; by default nothing. */
  public ExplainedModel reduce(Reduction wanted) {
    this.reduction = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Smooths attributions by noise; by default not. Samples are rows of the model, as points of a
   * path are; methods that have points evaluate them for one sample after the other. Outputs are
   * {@code vargrad-saliency/LAYER} and so on. A signature has no convergence of smoothed methods.
   */
  public ExplainedModel smooth(Smoothing noise) {
    this.smoothing = Optional.of(Objects.requireNonNull(noise, "noise"));
    return this;
  }

  /**
   * Makes the graph explain the largest value of each example, instead of taking a {@code target}.
   */
  public ExplainedModel predicted() {
    this.predicted = true;
    return this;
  }

  /**
   * Makes loops of the new signature with more iterations fail; a million by default.
   *
   * @param iterations 0 for no limit
   */
  public ExplainedModel loopLimit(int iterations) {
    if (iterations < 0) {
      throw new IllegalArgumentException("loopLimit " + iterations + " is negative");
    }
    this.loopLimit = iterations;
    return this;
  }

  /**
   * How many rows a method that evaluates the model at points gives it at once: as many points as
   * fit, of all examples of a request, and one at least. More rows take more memory and fewer
   * passes. Has no effect on other methods, and on models that take a fixed number of examples.
   *
   * @param rows at least 1
   */
  public ExplainedModel rowsAtOnce(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rowsAtOnce " + rows + " is not at least 1");
    }
    this.rowsAtOnce = rows;
    return this;
  }

  /** The name of the new signature; {@code explain} unless given. */
  public ExplainedModel as(String added) {
    this.name = Objects.requireNonNull(added, "added");
    return this;
  }

  /** Allows another SavedModel to be where this one is written. */
  public ExplainedModel replacing() {
    this.replacing = true;
    return this;
  }

  /**
   * Writes the copy. It is written next to the directory and moved there when it is complete.
   *
   * @param directory to create; must not exist unless {@link #replacing()}
   * @return the inputs and outputs of the new signature
   * @throws AttributionException about the model (MODEL_NOT_FOUND, NOT_A_SAVED_MODEL,
   *     CORRUPT_MODEL, MODEL_TOO_LARGE, UNKNOWN_SIGNATURE), the layers and the output (as {@link
   *     LayerAttribution#attribute()}), the reduction (REDUCTION_SHAPE, REDUCTION_INVALID), names
   *     (SIGNATURE_TAKEN, EXPORT_NAME_TAKEN) or the directory (EXPORT_REFUSED, UNWRITABLE_FILE)
   */
  public ExplainedSignature write(Path directory) {
    Objects.requireNonNull(directory, "directory");
    try (ModelDirectory original = ModelDirectory.of(model)) {
      return write(original, directory);
    }
  }

  private ExplainedSignature write(ModelDirectory original, Path directory) {
    SavedModelFile read = original.read().under(ops).withOps(OpLibraries.load(opLibraries));
    StagedModel copy = new StagedModel(original, directory, replacing);
    copy.check();
    String wanted = signature != null ? signature : read.defaultSignature();
    SavedModelFile file = read.calling(wanted);
    LayerIndex index = InferredLayers.of(file, wanted, loopLimit);
    ExplainedMetaGraph graph =
        new ExplainedMetaGraph(read.metaGraph(), file.metaGraph(), index.graph(), file.ops());
    graph.requireFree(name);
    ExplainedMetaGraph.Result explained = graph.with(request(index));
    copy.write(explained.model());
    return new ExplainedSignature(
        directory, explained.signature().describe(), explained.unrestored());
  }

  private List<PlannedMethod> planned() {
    if (smoothing.isPresent() && methods.size() > 1) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          methods.get(0).name(),
          "noise in both modes",
          "samples are combined for one result",
          "Write a signature for each mode.");
    }
    List<PlannedMethod> planned =
        methods.stream().map(method -> PlannedMethod.of(method, smoothing)).toList();
    for (PlannedMethod method : planned) {
      if (method.plan().perturbation().isPresent()) {
        throw new AttributionException(
            ErrorCode.METHOD_NOT_APPLICABLE,
            method.method().name(),
            "exported signatures",
            "values are made of many evaluations outside of the graph",
            "Export a method of gradients.");
      }
    }
    return planned;
  }

  private ServedRequest request(LayerIndex index) {
    if (layers.isEmpty()) {
      throw index.noLayerNamed();
    }
    List<LayerTensors> wanted = new ArrayList<>();
    for (Wanted layer : layers) {
      wanted.add(index.resolve(layer.address(), layer.port() != null ? layer.port() : port));
    }
    List<PlannedMethod> planned = planned();
    MethodPlan method = planned.get(0).plan();
    if (predicted) {
      planned.get(0).requireGradient("the largest number of each example as target");
    }
    Optional<OutputTensor> explained =
        method.differentiates() ? Optional.of(OutputTensor.find(index, output)) : Optional.empty();
    ExplainedPlan plans = new ExplainedPlan(index, wanted, explained, planned.get(0), smoothing);
    TargetKind target = predicted ? TargetKind.PREDICTED : plans.targetKind();
    AttributionPlan plan = plans.build(target, reduction);
    return new ServedRequest(
        name,
        planned,
        plans.layers(),
        explained.map(OutputTensor::name),
        target,
        reduction,
        smoothing,
        plan,
        plans.points(plan, rowsAtOnce));
  }
}
