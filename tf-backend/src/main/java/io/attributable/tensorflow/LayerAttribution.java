package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.Features;
import io.attributable.GradientXActivation;
import io.attributable.LayerPort;
import io.attributable.Mode;
import io.attributable.NonNull;
import io.attributable.Port;
import io.attributable.Reasons;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import io.attributable.tensorflow.cost.CostEstimate;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.internal.request.RequestInputs;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.verify.Verification;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/**
 * Builds an {@link AttributionRequest} and runs it, after captum's family of layer attributions:
 * the attributions of a model's layers towards a value of its output, by any {@link
 * AttributionMethod}, {@link GradientXActivation} by default.
 *
 * <pre>{@code
 * Attributions why = LayerAttribution.on(model)
 *     .layers("conv2d_1").input("image", pixels).target(Target.of(7)).attribute();
 * }</pre>
 *
 * <p>Holds no native memory and is cheap to make. Not thread-safe, but any number of them may use
 * one model at once. It may be changed and run again.
 */
public final class LayerAttribution {
  /** A layer that was named, with its side and its method if these were named, too. */
  private record Named(String address, @Nullable Port port, @Nullable AttributionMethod method) {
    Named withoutMethod() {
      return new Named(address, port, null);
    }
  }

  private final AttributableModel model;
  private final List<Named> layers = new ArrayList<>();
  private final RequestInputs inputs = new RequestInputs();
  private Optional<String> signature = Optional.empty();
  private Port port = Port.OUTPUT;
  private AttributionMethod method = new GradientXActivation();
  private Target target = Target.none();
  private Optional<String> output = Optional.empty();
  private UnusedLayer unusedLayer = UnusedLayer.ERROR;
  private Optional<List<Double>> gradientWeights = Optional.empty();
  private boolean prediction;
  private Reduction reduction = Reduction.none();
  private boolean allLayers;
  private Optional<Smoothing> smoothing = Optional.empty();
  private Features features = Features.none();

  private LayerAttribution(AttributableModel model) {
    this.model = model;
  }

  /** Begins a request to a model, which must stay open while it is run. */
  public static LayerAttribution on(AttributableModel model) {
    return new LayerAttribution(Objects.requireNonNull(model, "model"));
  }

  /** The model that it is a request to. */
  public AttributableModel model() {
    return model;
  }

  /** The signature to feed; by default {@code serving_default}, or the model's only one. */
  public LayerAttribution signature(String name) {
    this.signature = Optional.of(Objects.requireNonNull(name, "name"));
    return this;
  }

  /** Layers to explain, all in one run, at the side of {@link #port}. */
  public LayerAttribution layers(String... addresses) {
    NonNull.all(addresses, "addresses");
    for (String address : addresses) {
      layers.add(new Named(address, null, null));
    }
    return this;
  }

  /** A layer to explain, with its side. */
  public LayerAttribution layer(String address, Port side) {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(side, "side");
    layers.add(new Named(address, side, null));
    return this;
  }

  /**
   * A layer to explain, with its side, by a method of its own. Layers of several methods are
   * explained in a run for each, in the order of the request; a later {@link #method} is that of
   * all layers.
   */
  public LayerAttribution layer(String address, Port side, AttributionMethod own) {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(own, "own");
    layers.add(new Named(address, side, own));
    return this;
  }

  /**
   * Every layer that can be explained towards the output at the side of {@link #port}, beside those
   * that are named: one backward pass for all of them. Layers that the output does not depend on,
   * that no gradient reaches, or that the method does not take are left out; {@link
   * Attributions#leftOut()} lists them. With {@link UnusedLayer#ZEROS} those that the output does
   * not depend on have zeros instead.
   */
  public LayerAttribution allLayers() {
    this.allLayers = true;
    return this;
  }

  /** The side of all layers that were named without one; by default their output. */
  public LayerAttribution port(Port side) {
    this.port = Objects.requireNonNull(side, "side");
    return this;
  }

  /**
   * How attributions are computed, of layers, too, that had a method of their own before; by
   * default gradient × activation.
   */
  public LayerAttribution method(AttributionMethod wanted) {
    this.method = Objects.requireNonNull(wanted, "wanted");
    layers.replaceAll(Named::withoutMethod);
    return this;
  }

  /**
   * Gradient × activation, or the gradient alone: short for {@link #method} with a {@link
   * GradientXActivation}.
   */
  public LayerAttribution mode(Mode wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return method(new GradientXActivation(wanted));
  }

  /** Which number of the output is explained; by default the output as it is. */
  public LayerAttribution target(Target wanted) {
    this.target = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * What the target picks from: an output of the signature by name, any layer or tensor, or {@code
   * logits-of:} one of these, which is what enters its last activation.
   *
   * @param name null for the signature's only output
   */
  public LayerAttribution output(@Nullable String name) {
    this.output = Optional.ofNullable(name);
    return this;
  }

  /**
   * What to do with layers that the output does not depend on; by default fail. If the output
   * depends on some tensors of a layer, these are explained in both cases.
   */
  public LayerAttribution unusedLayer(UnusedLayer policy) {
    this.unusedLayer = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * A factor for each example's gradient (captum's {@code grad_outputs}), one per example; 1 by
   * default.
   */
  public LayerAttribution gradientWeights(double... perExample) {
    Objects.requireNonNull(perExample, "perExample");
    this.gradientWeights = Optional.of(DoubleStream.of(perExample).boxed().toList());
    return this;
  }

  /**
   * An input by its name in the signature, of the input's shape and type, dimension 0 being the
   * example. The array is copied when the request is run.
   */
  public LayerAttribution input(String name, NdArray<?> values) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(values, () -> "values of input \"" + name + "\"");
    inputs.put(name, values);
    return this;
  }

  /**
   * A {@code string} input by its examples, each of them bytes, such as an encoded image or a
   * serialised {@code tf.Example}. The tensor has the signature's rank, with the examples along
   * dimension 0.
   */
  public LayerAttribution input(String name, List<byte[]> examples) {
    Objects.requireNonNull(name, "name");
    NonNull.all(examples, "examples");
    inputs.put(name, examples);
    return this;
  }

  /** The same as {@link #input(String, List)}. */
  public LayerAttribution input(String name, byte[]... examples) {
    NonNull.all(examples, "examples");
    return input(name, List.of(examples));
  }

  /** Brings the explained output along, from the same run. */
  public LayerAttribution withPrediction() {
    this.prediction = true;
    return this;
  }

  /**
   * What is made of each attribution before it leaves TensorFlow; by default nothing. {@link
   * #verify()} takes no notice of it.
   */
  public LayerAttribution reduce(Reduction wanted) {
    this.reduction = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Computes attributions for samples of the inputs with noise, and combines them (captum's {@code
   * NoiseTunnel}); by default not. Goes with every method that differentiates. {@link #verify()}
   * holds gradients without noise against differences.
   *
   * @param noise how much, and how samples are combined
   */
  public LayerAttribution smooth(Smoothing noise) {
    this.smoothing = Optional.of(Objects.requireNonNull(noise, "noise"));
    return this;
  }

  /**
   * What columns of inputs and layers are called, and what is said of them as {@link Reasons};
   * beside those that were given before.
   */
  public LayerAttribution features(Features more) {
    this.features = features.and(Objects.requireNonNull(more, "more"));
    return this;
  }

  /**
   * The request as it is now; what is changed afterwards makes no difference to it.
   *
   * @throws AttributionException where an input was given as bytes: UNKNOWN_SIGNATURE,
   *     AMBIGUOUS_SIGNATURE, INPUT_UNKNOWN, INPUT_DTYPE, INPUT_SHAPE
   */
  public AttributionRequest request() {
    return request(arrays());
  }

  private AttributionRequest request(Map<String, NdArray<?>> arrays) {
    List<AttributionMethod> methods = methods();
    if (methods.size() > 1) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          methods.get(1).name(),
          "layers that are explained by " + methods.get(0).name() + " in the same request",
          "only attributions are computed in several runs",
          "Name one method for all layers, or ask for the layers of each method alone.");
    }
    return request(arrays, methods.get(0));
  }

  /** Those of the layers, in their order; at least one. */
  private List<AttributionMethod> methods() {
    Set<AttributionMethod> methods = new LinkedHashSet<>();
    layers.forEach(layer -> methods.add(methodOf(layer)));
    if (allLayers || methods.isEmpty()) {
      methods.add(method);
    }
    return List.copyOf(methods);
  }

  private AttributionMethod methodOf(Named layer) {
    return layer.method() != null ? layer.method() : method;
  }

  /** The part of the request that is explained by one method. */
  private AttributionRequest request(Map<String, NdArray<?>> arrays, AttributionMethod by) {
    return new AttributionRequest(
        signature,
        layers.stream().filter(layer -> methodOf(layer).equals(by)).map(this::resolved).toList(),
        allLayers && by.equals(method) ? Optional.of(port) : Optional.empty(),
        by,
        output,
        target,
        arrays,
        gradientWeights,
        unusedLayer,
        reduction,
        prediction,
        smoothing,
        features);
  }

  private LayerPort resolved(Named layer) {
    return new LayerPort(layer.address(), layer.port() != null ? layer.port() : port);
  }

  /**
   * Runs the request.
   *
   * @return one attribution per layer, in the order in which they were named
   * @throws AttributionException as {@link AttributableModel#attribute}
   */
  public Attributions attribute() {
    List<AttributionMethod> methods = methods();
    if (methods.size() == 1) {
      return model.attribute(request());
    }
    Map<String, NdArray<?>> arrays = arrays();
    return byMethod()
        .joined(methods.stream().map(by -> model.attribute(request(arrays, by))).toList());
  }

  private LayersByMethod byMethod() {
    return new LayersByMethod(methods(), layers.stream().map(this::methodOf).toList());
  }

  private Map<String, NdArray<?>> arrays() {
    return inputs.arrays(name -> model.input(signature, name));
  }

  /**
   * Runs the request for several targets instead of that of {@link #target}; see {@link
   * AttributableModel#attributeTargets}.
   *
   * @param targets at least one; several must all be indices or slices, none of them twice
   * @return by target, in the order in which they were named
   * @throws AttributionException as {@link AttributableModel#attributeTargets}
   */
  public Map<Target, Attributions> attributeTargets(List<Target> targets) {
    List<AttributionMethod> methods = methods();
    if (methods.size() == 1) {
      return model.attributeTargets(request(), targets);
    }
    Map<String, NdArray<?>> arrays = arrays();
    return byMethod()
        .joinedByTarget(
            methods.stream()
                .map(by -> model.attributeTargets(request(arrays, by), targets))
                .toList());
  }

  /** The same as {@link #attributeTargets(List)}. */
  public Map<Target, Attributions> attributeTargets(Target... targets) {
    NonNull.all(targets, "targets");
    return attributeTargets(List.of(targets));
  }

  /**
   * Runs the request for every value of an example's output, such as all classes; see {@link
   * #attributeTargets(List)}.
   *
   * @return by target, in the order of the output's values
   * @throws AttributionException as {@link AttributableModel#attributeAllTargets}
   */
  public Map<Target, Attributions> attributeAllTargets() {
    List<AttributionMethod> methods = methods();
    if (methods.size() == 1) {
      return model.attributeAllTargets(request());
    }
    Map<String, NdArray<?>> arrays = arrays();
    return byMethod()
        .joinedByTarget(
            methods.stream().map(by -> model.attributeAllTargets(request(arrays, by))).toList());
  }

  /**
   * Explains many examples, in batches set by {@code options}; see {@link
   * AttributableModel#attributeAll}.
   *
   * <pre>{@code
   * try (ExampleResults results = request.attributeAll(examples.iterator(), ExampleOptions.defaults())) {
   *   results.forEachRemaining(result -> result.explained().ifPresent(this::store));
   * }
   * }</pre>
   *
   * @throws AttributionException as {@link AttributableModel#attributeAll}
   * @throws IllegalStateException if the request has gradient weights, which belong to a batch
   */
  public ExampleResults attributeAll(Iterator<? extends Example> examples, ExampleOptions options) {
    return model.attributeAll(request(), examples, options);
  }

  /** As {@link #attributeAll(Iterator, ExampleOptions)}. */
  public ExampleResults attributeAll(Iterable<? extends Example> examples, ExampleOptions options) {
    Objects.requireNonNull(examples, "examples");
    return attributeAll(examples.iterator(), options);
  }

  /** As {@link #attributeAll(Iterator, ExampleOptions)}; closing the results closes the stream. */
  public ExampleResults attributeAll(Stream<? extends Example> examples, ExampleOptions options) {
    return model.attributeAll(request(), examples, options);
  }

  /**
   * Checks what of this request can be explained, and what to do about the rest. Nothing is run,
   * and neither inputs nor a target are needed.
   *
   * @return one entry per layer that was named, or for both sides of every layer where none was;
   *     towards the output that was named, or each of the signature's
   * @throws AttributionException as {@link AttributableModel#preflight(AttributionRequest)}
   */
  public PreflightReport preflight() {
    return model.preflight(request(Map.of()));
  }

  /**
   * Notes about the answers to this request, for any layers: the nodes that make them depend on
   * more than the input. Nothing is run.
   *
   * @return empty where equal requests have equal answers
   * @throws AttributionException as {@link AttributableModel#notes}
   */
  public List<PreflightNote> notes() {
    return model.notes(request(Map.of()));
  }

  /**
   * Holds the gradients of this request against central differences on the model itself, with five
   * random directions per tensor; see {@link AttributableModel#verify}.
   *
   * @throws AttributionException as {@link AttributableModel#verify}
   */
  public Verification verify() {
    return model.verify(request());
  }

  /**
   * Holds the gradients of this request against central differences; see {@link
   * AttributableModel#verify}.
   *
   * @param directions how many random ones for each tensor
   * @param seed what they are drawn from
   * @throws AttributionException as {@link AttributableModel#verify}
   */
  public Verification verify(int directions, long seed) {
    return model.verify(request(), directions, seed);
  }

  /**
   * Says what this request will take; see {@link AttributableModel#estimate}.
   *
   * @throws AttributionException as {@link AttributableModel#estimate}
   */
  public CostEstimate estimate() {
    return model.estimate(request());
  }

  /**
   * Measures what this request costs; see {@link AttributableModel#measure}.
   *
   * @param runs how many of each are timed
   * @throws AttributionException as {@link AttributableModel#measure}
   */
  public CostProfile measure(int runs) {
    return model.measure(request(), runs);
  }
}
