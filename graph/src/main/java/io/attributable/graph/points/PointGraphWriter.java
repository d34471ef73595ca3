package io.attributable.graph.points;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the nodes of a {@link PointGraph}. Not thread-safe. */
final class PointGraphWriter {
  private final FlatGraph model;
  private final String method;
  private final MovingInputs inputs;
  private final ExampleNodes examples;
  private final Map<TensorRef, TensorRef> baselines = new LinkedHashMap<>();
  private final Map<String, TensorRef> fed = new LinkedHashMap<>();
  private final GraphBuilder builder;
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final PointArrays points;
  private final InputPath path;
  private final TensorRef alphas;
  private final TensorRef rows;
  private Optional<InputNoise> noise = Optional.empty();
  private final Map<Reference, Map<TensorRef, TensorRef>> passes = new EnumMap<>(Reference.class);

  PointGraphWriter(FlatGraph model, String method) {
    this.model = model;
    this.method = method;
    this.inputs = MovingInputs.of(model.signature());
    this.examples = new ExampleNodes(model, inputs, "points/");
    this.builder = examples.builder();
    this.writer = new NodeWriter(builder);
    this.arrays = new ArrayWriter(writer);
    this.points = new PointArrays(writer);
    this.alphas = writer.placeholder("alphas", DataType.DT_DOUBLE, Shape.of(-1));
    this.rows = writer.placeholder("rows", DataType.DT_INT64, Shape.of(-1, -1));
    this.path = new InputPath(writer, alphas, rows);
  }

  /**
   * Writes them.
   *
   * @throws io.attributable.AttributionException METHOD_NOT_APPLICABLE
   */
  PointGraph write(PointDemand demand, List<TensorInfo> tensors, TensorRef output) {
    List<TensorInfo> layers =
        tensors.stream().filter(tensor -> !model.isFed(tensor.tensor())).toList();
    boolean replaced = demand.moving() == PointDemand.Moving.EXPLAINED && !layers.isEmpty();
    new PathCheck(model, method, inputs, examples.dependent()).check(tensors, demand, replaced);
    if (demand.noisy()) {
      noise = Optional.of(new InputNoise(writer, inputs.moving()));
    }
    TensorRef weights = writer.placeholder("weights", DataType.DT_DOUBLE, Shape.of(-1));
    TensorRef scale = writer.placeholder("scale", DataType.DT_DOUBLE, Shape.scalar());
    for (TensorSchema input : compared(demand, replaced)) {
      TensorRef baseline = path.placeholder(input.type(), input.shape());
      fed.put(input.name(), baseline);
      baselines.put(input.tensor(), path.baseline(baseline));
    }
    Map<TensorRef, TensorRef> givenFeeds = replaced ? given(layers, demand) : Map.of();
    writePasses(demand, layers, output, replaced);
    List<TensorInfo> others = others(demand, tensors, layers);
    Map<TensorRef, TensorRef> differences = new LinkedHashMap<>();
    if (demand.differences()) {
      Stream.concat(tensors.stream(), others.stream())
          .forEach(tensor -> differences.put(tensor.tensor(), difference(tensor.tensor())));
    }
    Map<TensorRef, TensorRef> substitutes = substitutes(demand, layers, replaced);
    return new PointGraph(
        model.signature(),
        examples.graph(builder, substitutes),
        new PointFeeds(alphas, weights, scale, rows, fed, givenFeeds, noise.map(InputNoise::feeds)),
        path.count(),
        substitutes,
        differences,
        passes,
        others,
        replaced);
  }

  /** The inputs that have baselines. */
  private List<TensorSchema> compared(PointDemand demand, boolean replaced) {
    return switch (demand.moving()) {
      case INPUTS -> inputs.moving();
      case EXPLAINED -> replaced ? inputs.holding() : inputs.moving();
      case NOTHING -> inputs.holding();
      case NOISE -> List.of();
    };
  }

  /** Forward passes at inputs and baselines, where something of them is wanted. */
  private void writePasses(
      PointDemand demand, List<TensorInfo> layers, TensorRef output, boolean replaced) {
    boolean still = demand.moving() == PointDemand.Moving.NOTHING;
    Set<TensorRef> wanted = new LinkedHashSet<>();
    if (demand.differences() || still) {
      layers.forEach(layer -> wanted.add(layer.tensor()));
    }
    if (replaced || !demand.passes().isEmpty()) {
      wanted.add(output);
    }
    if (wanted.isEmpty()) {
      return;
    }
    if (!still) {
      passes.put(Reference.INPUT, pass(Reference.INPUT, wanted));
    }
    passes.put(Reference.BASELINE, pass(Reference.BASELINE, wanted));
  }

  /** What stands for inputs, or layers, at the points. */
  private Map<TensorRef, TensorRef> substitutes(
      PointDemand demand, List<TensorInfo> layers, boolean replaced) {
    return switch (demand.moving()) {
      case INPUTS -> moved();
      case EXPLAINED -> replaced ? replaced(layers) : moved();
      case NOTHING, NOISE -> repeated(inputs.holding());
    };
  }

  /** Where baselines of layers are fed. */
  private Map<TensorRef, TensorRef> given(List<TensorInfo> layers, PointDemand demand) {
    Map<TensorRef, TensorRef> feeds = new LinkedHashMap<>();
    for (TensorInfo layer : layers) {
      if (demand.given().contains(layer.tensor())) {
        TensorRef baseline = path.placeholder(layer.type(), layer.shape());
        feeds.put(layer.tensor(), baseline);
        baselines.put(layer.tensor(), path.baseline(baseline));
      }
    }
    return feeds;
  }

  /** Inputs that are not explained, where others are that they move together with. */
  private List<TensorInfo> others(
      PointDemand demand, List<TensorInfo> tensors, List<TensorInfo> layers) {
    boolean together =
        switch (demand.moving()) {
          case INPUTS, NOISE -> false;
          case EXPLAINED -> layers.isEmpty();
          case NOTHING -> layers.size() < tensors.size();
        };
    if (!together) {
      return List.of();
    }
    Set<TensorRef> explained = tensors.stream().map(TensorInfo::tensor).collect(Collectors.toSet());
    List<TensorInfo> others = new ArrayList<>();
    for (TensorSchema input : inputs.moving()) {
      if (!explained.contains(input.tensor())) {
        others.add(
            new TensorInfo(
                input.tensor(),
                input.tensor().toString(),
                input.type(),
                model.shape(input.tensor())));
      }
    }
    return others;
  }

  /** A forward pass beside the one at the points. */
  private Map<TensorRef, TensorRef> pass(Reference reference, Collection<TensorRef> wanted) {
    boolean atInput = reference == Reference.INPUT;
    Map<TensorRef, TensorRef> substitutes = new LinkedHashMap<>();
    for (TensorSchema input : inputs.holding()) {
      TensorRef values = examples.given(input);
      substitutes.put(
          input.tensor(), atInput ? inputRows(input, values) : baselineRows(input, values));
    }
    String prefix = reference.name().toLowerCase(Locale.ROOT) + "/";
    return ForwardCopy.of(builder, model, prefix, substitutes, examples.dependent(), wanted);
  }

  /** An input for each sample of noise, if there are any. */
  private TensorRef inputRows(TensorSchema input, TensorRef values) {
    if (noise.isEmpty()) {
      return values;
    }
    Shape known = model.shape(input.tensor());
    return inputs.moving().contains(input)
        ? points.join(noise.get().around(input.name(), values), known)
        : path.repeat(values, noise.get().count(), known);
  }

  /** Baselines in the place of an input; inputs without any are as they are. */
  private TensorRef baselineRows(TensorSchema input, TensorRef values) {
    TensorRef baseline = baselines.get(input.tensor());
    Shape known = model.shape(input.tensor());
    return baseline == null
        ? path.repeat(values, path.baselineCount(), known)
        : path.wholeBaseline(baseline, values, known);
  }

  /** Between baselines and inputs, which may have noise, as {@code [points or 1, rows, …]}. */
  private TensorRef difference(TensorRef tensor) {
    return writer.binary("Sub", to(tensor), from(tensor));
  }

  private TensorRef to(TensorRef tensor) {
    if (noise.isPresent()) {
      return toWithNoise(tensor, noise.get());
    }
    TensorRef input = examples.given(tensor);
    TensorRef values = input != null ? input : inPass(Reference.INPUT, tensor);
    return arrays.expand(values, 0);
  }

  private TensorRef toWithNoise(TensorRef tensor, InputNoise added) {
    for (TensorSchema input : inputs.moving()) {
      if (input.tensor().equals(tensor)) {
        return added.around(input.name(), examples.given(input));
      }
    }
    return points.split(inPass(Reference.INPUT, tensor), added.count());
  }

  private TensorRef from(TensorRef tensor) {
    TensorRef input = baselines.get(tensor);
    return input != null
        ? input
        : points.split(inPass(Reference.BASELINE, tensor), path.baselineCount());
  }

  private TensorRef inPass(Reference pass, TensorRef tensor) {
    return Objects.requireNonNull(passes.get(pass), "no pass").getOrDefault(tensor, tensor);
  }

  /** Points of the inputs; those that cannot move are repeated. */
  private Map<TensorRef, TensorRef> moved() {
    Map<TensorRef, TensorRef> substitutes = repeated(inputs.repeated());
    for (TensorSchema input : inputs.moving()) {
      TensorRef tensor = input.tensor();
      substitutes.put(tensor, path.between(from(tensor), to(tensor), model.shape(tensor)));
    }
    return substitutes;
  }

  /** Points of layers' tensors, while the inputs stay. */
  private Map<TensorRef, TensorRef> replaced(List<TensorInfo> layers) {
    Map<TensorRef, TensorRef> substitutes = repeated(inputs.holding());
    for (TensorInfo layer : layers) {
      TensorRef tensor = layer.tensor();
      substitutes.put(tensor, path.between(from(tensor), to(tensor), layer.shape()));
    }
    return substitutes;
  }

  private Map<TensorRef, TensorRef> repeated(List<TensorSchema> some) {
    Map<TensorRef, TensorRef> substitutes = new LinkedHashMap<>();
    for (TensorSchema input : some) {
      TensorRef values = examples.given(input);
      Shape known = model.shape(input.tensor());
      boolean noisy = noise.isPresent() && inputs.moving().contains(input);
      substitutes.put(
          input.tensor(),
          noisy
              ? path.forEachPoint(noise.get().around(input.name(), values), known)
              : path.repeat(values, path.count(), known));
    }
    return substitutes;
  }
}
