package io.attributable.tensorflow;

import io.attributable.LayerPort;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Example;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.preflight.Preflight;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.internal.NonNull;
import io.attributable.tensorflow.internal.cost.CostRun;
import io.attributable.tensorflow.internal.examples.ExampleBatches;
import io.attributable.tensorflow.internal.examples.ExampleWindow;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.request.RequestInputs;
import io.attributable.tensorflow.internal.run.AttributionRun;
import io.attributable.tensorflow.internal.run.TargetsRun;
import io.attributable.tensorflow.internal.served.ServedRun;
import io.attributable.tensorflow.verify.Verification;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/**
 * A request for layer gradient × activation, after captum's {@code LayerGradientXActivation}: the
 * derivative of the sum over the examples of the target's numbers with respect to a layer's tensor,
 * times that tensor ({@link Mode#GLOBAL}) or alone ({@link Mode#LOCAL}).
 *
 * <p>Holds no native memory and is cheap to make; not thread-safe, but any number of them may use
 * one model at once. It may be changed and asked again.
 */
public final class LayerGradientXActivation {
  /** A layer that was asked for, with the side that was meant where it was named. */
  public record Wanted(String address, @Nullable Port port) {}

  private static final int DIRECTIONS = 5;

  private final AttributableModel model;
  private final List<Wanted> layers = new ArrayList<>();
  private final RequestInputs inputs = new RequestInputs();
  private @Nullable String signature;
  private Port port = Port.OUTPUT;
  private Mode mode = Mode.GLOBAL;
  private Target target = Target.none();
  private @Nullable String output;
  private UnusedLayer unusedLayer = UnusedLayer.ERROR;
  private double @Nullable [] gradientWeights;
  private boolean prediction;
  private Reduction reduction = Reduction.none();
  private boolean allLayers;

  private LayerGradientXActivation(AttributableModel model) {
    this.model = model;
  }

  /** Begins a request to a model, which must stay open while it is asked. */
  public static LayerGradientXActivation on(AttributableModel model) {
    return new LayerGradientXActivation(Objects.requireNonNull(model, "model"));
  }

  /** The signature to feed; by default {@code serving_default}, or the model's only one. */
  public LayerGradientXActivation signature(String name) {
    this.signature = Objects.requireNonNull(name, "name");
    return this;
  }

  /** Layers to explain, all in one run, on the side that {@link #port} says. */
  public LayerGradientXActivation layers(String... addresses) {
    NonNull.all(addresses, "addresses");
    for (String address : addresses) {
      layers.add(new Wanted(address, null));
    }
    return this;
  }

  /** A layer to explain, on a side of its own. */
  public LayerGradientXActivation layer(String address, Port side) {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(side, "side");
    layers.add(new Wanted(address, side));
    return this;
  }

  /**
   * Every layer that can be explained towards the output on the side that {@link #port} says,
   * beside those that are named: one backward pass for all of them. Layers that the output does not
   * depend on, or no gradient gets to, are left out; {@link Attributions#leftOut()} tells them.
   */
  public LayerGradientXActivation allLayers() {
    this.allLayers = true;
    return this;
  }

  /** The side of all layers that were named without one; by default their output. */
  public LayerGradientXActivation port(Port side) {
    this.port = Objects.requireNonNull(side, "side");
    return this;
  }

  /** Gradient × activation (the default), or the gradient alone. */
  public LayerGradientXActivation mode(Mode wanted) {
    this.mode = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /** Which number of the output is explained; by default the output as it is. */
  public LayerGradientXActivation target(Target wanted) {
    this.target = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * What the target picks from: an output of the signature by name, any layer or tensor, or {@code
   * logits-of:} one of these, which is what enters its last activation.
   *
   * @param name null for the signature's only output
   */
  public LayerGradientXActivation output(@Nullable String name) {
    this.output = name;
    return this;
  }

  /**
   * What to do with layers that the output does not depend on; by default fail. Of a layer that the
   * output depends on in part, the tensors that are used are explained either way.
   */
  public LayerGradientXActivation unusedLayer(UnusedLayer policy) {
    this.unusedLayer = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** A factor for each example's gradient (captum's {@code grad_outputs}); by default 1. */
  public LayerGradientXActivation gradientWeights(double... perExample) {
    this.gradientWeights = Objects.requireNonNull(perExample, "perExample").clone();
    return this;
  }

  /** An input by its name in the signature; its array is copied when the request is asked. */
  public LayerGradientXActivation input(String name, NdArray<?> values) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(values, () -> "values of input \"" + name + "\"");
    inputs.put(name, values);
    return this;
  }

  /**
   * A {@code string} input by its examples, each of them bytes, such as an encoded image or a
   * serialised {@code tf.Example}. The array has the rank that the signature says.
   */
  public LayerGradientXActivation input(String name, List<byte[]> examples) {
    Objects.requireNonNull(name, "name");
    NonNull.all(examples, "examples");
    inputs.put(name, examples);
    return this;
  }

  /** The same as {@link #input(String, List)}. */
  public LayerGradientXActivation input(String name, byte[]... examples) {
    NonNull.all(examples, "examples");
    return input(name, List.of(examples));
  }

  /** Brings the explained output along, from the same run. */
  public LayerGradientXActivation withPrediction() {
    this.prediction = true;
    return this;
  }

  /**
   * What is made of each attribution before it leaves TensorFlow; by default nothing. {@link
   * #verify()} takes no notice of it.
   */
  public LayerGradientXActivation reduce(Reduction wanted) {
    this.reduction = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Runs the request.
   *
   * @return one attribution per layer, in the order in which they were named
   * @throws AttributionException about the layers (UNKNOWN_LAYER, AMBIGUOUS_LAYER, INACTIVE_LAYER,
   *     LAYER_WITHOUT_FLOATS, LAYER_REQUIRED, UNUSED_LAYER, NO_GRADIENT, NOTHING_TO_EXPLAIN), the
   *     output (UNKNOWN_OUTPUT, OUTPUT_REQUIRED, OUTPUT_NOT_FLOAT, OUTPUT_WITHOUT_EXAMPLES,
   *     NO_ACTIVATION), the target (TARGET_REQUIRED, TARGET_SHAPE, TARGET_OUT_OF_RANGE), the
   *     reduction (REDUCTION_SHAPE, REDUCTION_INVALID), the inputs (INPUT_MISSING, INPUT_UNKNOWN,
   *     INPUT_DTYPE, INPUT_SHAPE, WEIGHTS_SHAPE) or the run (MODEL_CLOSED, RUN_FAILED)
   */
  public Attributions attribute() {
    return model.answer(
        signature(),
        () ->
            model
                .servedBy()
                .map(signature -> new ServedRun(model, signature, this).run())
                .orElseGet(() -> new AttributionRun(model, this).run()));
  }

  /**
   * Runs the request for several targets in place of the one of {@link #target}: the model runs
   * once, then backwards for each target. What comes is equal to what {@link #attribute()} gives
   * for each of them.
   *
   * @param targets at least one; several must all be indices, none of them twice
   * @return by target, in the order in which they were named
   * @throws AttributionException as {@link #attribute()}, and TARGETS_REQUIRED, TARGETS_MIXED,
   *     DUPLICATE_TARGET, TARGETS_TOGETHER
   */
  public Map<Target, Attributions> attributeTargets(List<Target> targets) {
    NonNull.all(targets, "targets");
    return model.answer(signature(), () -> new TargetsRun(model, this).run(targets));
  }

  /** The same as {@link #attributeTargets(List)}. */
  public Map<Target, Attributions> attributeTargets(Target... targets) {
    NonNull.all(targets, "targets");
    return attributeTargets(List.of(targets));
  }

  /**
   * Runs the request for every number that an example of the output has, such as all classes; see
   * {@link #attributeTargets(List)}.
   *
   * @return by target, in the order of the output's numbers
   * @throws AttributionException as {@link #attribute()}, and TARGETS_UNCOUNTABLE, TARGETS_TOGETHER
   */
  public Map<Target, Attributions> attributeAllTargets() {
    return model.answer(signature(), () -> new TargetsRun(model, this).run(null));
  }

  /**
   * Explains many examples, as many at a time as {@code options} says. Each example is explained as
   * a request of its own would be, and fails on its own; nothing is run before results are asked
   * for. The request must not be changed while they are.
   *
   * <pre>{@code
   * try (ExampleResults results = request.attributeAll(examples.iterator(), ExampleOptions.defaults())) {
   *   results.forEachRemaining(result -> result.explained().ifPresent(this::store));
   * }
   * }</pre>
   *
   * @throws AttributionException about what is the same for all examples: the layers, the output,
   *     the reduction
   * @throws IllegalStateException if the request has gradient weights, which belong to a batch
   */
  public ExampleResults attributeAll(Iterator<? extends Example> examples, ExampleOptions options) {
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(options, "options");
    return attributeAll(examples, options, () -> {});
  }

  /** As {@link #attributeAll(Iterator, ExampleOptions)}. */
  public ExampleResults attributeAll(Iterable<? extends Example> examples, ExampleOptions options) {
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(options, "options");
    return attributeAll(examples.iterator(), options);
  }

  /** As {@link #attributeAll(Iterator, ExampleOptions)}; closing the results closes the stream. */
  public ExampleResults attributeAll(Stream<? extends Example> examples, ExampleOptions options) {
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(options, "options");
    return attributeAll(examples.iterator(), options, examples::close);
  }

  private ExampleResults attributeAll(
      Iterator<? extends Example> examples, ExampleOptions options, Runnable closing) {
    if (gradientWeights != null) {
      throw new IllegalStateException("gradient weights are for one batch, not for many examples");
    }
    model.use(() -> new AttributionRun(model, this).prepared());
    ExampleBatches batches = new ExampleBatches(model, this);
    return new ExampleResults(
        examples, closing, new ExampleWindow(this, options, batches), options);
  }

  /**
   * Says what of this request can be explained, and what to do about the rest. Nothing is run, and
   * neither inputs nor a target are needed.
   *
   * @return one entry per layer that was named, or for both sides of every layer where none was;
   *     towards the output that was named, or each of the signature's
   * @throws AttributionException about addresses (UNKNOWN_LAYER, AMBIGUOUS_LAYER, INACTIVE_LAYER,
   *     BAD_ADDRESS, UNKNOWN_OUTPUT) or the model (UNKNOWN_SIGNATURE, MODEL_CLOSED)
   */
  public PreflightReport preflight() {
    return model.use(
        () -> {
          PreparedSignature prepared = model.prepared(signature());
          String explained = prepared.lookup().output(output);
          return layers.isEmpty() || allLayers
              ? prepared.preflight().reportAll(List.of(Port.values()), explained)
              : prepared.preflight().report(sides(), prepared.lookup()::resolve, explained);
        });
  }

  /**
   * What there is to know about the answers to this request, whichever layers it asks for: where
   * they are not a function of the input alone, which nodes are to blame. Nothing is run.
   *
   * @return empty where equal requests have equal answers
   * @throws AttributionException UNKNOWN_OUTPUT, OUTPUT_REQUIRED, UNKNOWN_SIGNATURE, MODEL_CLOSED
   */
  public List<PreflightNote> notes() {
    return model.use(() -> model.prepared(signature()).notes(output));
  }

  private List<LayerPort> sides() {
    return layers.stream()
        .map(wanted -> new LayerPort(wanted.address(), portOf(wanted)))
        .toList();
  }

  /**
   * Holds the gradients of this request against central differences on the model itself, with five
   * random directions per tensor; see {@link #verify(int, long)}.
   *
   * @throws AttributionException as {@link #attribute()}
   */
  public Verification verify() {
    return verify(DIRECTIONS, 0);
  }

  /**
   * Holds the gradients of this request against central differences: each of its layers' tensors is
   * changed along random directions by steps of several sizes, and the model is run from there on.
   * Takes some hundred runs per tensor. The model is loaded once more for as long as it takes, as
   * the differences must come from its graph as it was written. The mode makes no difference.
   *
   * @param directions how many random ones for each tensor
   * @param seed what they are drawn from
   * @return what the differences say, example by example; honest about what they cannot say
   * @throws AttributionException as {@link #attribute()}, and as {@link AttributableModel#load} if
   *     the model's directory is no longer what it was
   */
  public Verification verify(int directions, long seed) {
    if (directions < 1) {
      throw new IllegalArgumentException("directions " + directions + " is below 1");
    }
    return model.answer(
        signature(), () -> new AttributionRun(model, this).verify(directions, seed));
  }

  /**
   * Measures what this request costs: the plan, the output alone, and the attribution, each run
   * again and again in turn.
   *
   * @param runs how many of each are timed
   * @throws AttributionException as {@link #attribute()}, and NOTHING_TO_MEASURE
   */
  public CostProfile measure(int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException("runs " + runs + " is below 1");
    }
    return model.answer(signature(), () -> new CostRun(model, this).run(runs));
  }

  /**
   * The same request for other examples.
   *
   * @param weights one per example, if there are any
   */
  public LayerGradientXActivation part(
      Map<String, NdArray<?>> values, Target wanted, double @Nullable [] weights) {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(wanted, "wanted");
    LayerGradientXActivation part = new LayerGradientXActivation(model);
    part.layers.addAll(layers);
    part.inputs.putAll(values);
    part.signature = signature;
    part.port = port;
    part.mode = mode;
    part.target = wanted;
    part.output = output;
    part.unusedLayer = unusedLayer;
    part.gradientWeights = weights;
    part.prediction = prediction;
    part.reduction = reduction;
    part.allLayers = allLayers;
    return part;
  }

  public String signature() {
    return signature != null ? signature : model.file().defaultSignature();
  }

  public List<Wanted> layers() {
    return layers;
  }

  public boolean wantsAllLayers() {
    return allLayers;
  }

  public Port port() {
    return port;
  }

  public Port portOf(Wanted wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return wanted.port() != null ? wanted.port() : port;
  }

  public Mode mode() {
    return mode;
  }

  public Target target() {
    return target;
  }

  public @Nullable String output() {
    return output;
  }

  public UnusedLayer unusedLayer() {
    return unusedLayer;
  }

  public double @Nullable [] gradientWeights() {
    return gradientWeights;
  }

  public Map<String, NdArray<?>> inputs() {
    return inputs.arrays(name -> model.file().signature(signature()).input(name));
  }

  public Reduction reduction() {
    return reduction;
  }

  public boolean wantsPrediction() {
    return prediction;
  }
}
