package io.attributable.graph.points;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A model's graph with points in the place of its inputs, or of tensors of layers. What is fed
 * stays one row per example; all rows of all points are made in the graph. Beside the pass at the
 * points there may be others at inputs and baselines, which share the weights. Immutable.
 *
 * <p>Names of the model's own tensors stay; those that points stand for have {@linkplain #tensor
 * others}.
 */
public final class PointGraph {
  private final FlatGraph graph;
  private final PointFeeds feeds;
  private final TensorRef count;
  private final Map<TensorRef, TensorRef> substitutes;
  private final Map<TensorRef, TensorRef> substituted = new HashMap<>();
  private final Map<TensorRef, TensorRef> differences;
  private final Map<Reference, Map<TensorRef, TensorRef>> passes;
  private final List<TensorInfo> moved;
  private final boolean replaces;

  private PointGraph(
      FlatGraph graph,
      PointFeeds feeds,
      TensorRef count,
      Map<TensorRef, TensorRef> substitutes,
      Map<TensorRef, TensorRef> differences,
      Map<Reference, Map<TensorRef, TensorRef>> passes,
      List<TensorInfo> moved,
      boolean replaces) {
    this.graph = graph;
    this.feeds = feeds;
    this.count = count;
    this.substitutes = Map.copyOf(substitutes);
    substitutes.forEach((ofModel, substitute) -> substituted.put(substitute, ofModel));
    this.differences = Map.copyOf(differences);
    this.passes = passes;
    this.moved = List.copyOf(moved);
    this.replaces = replaces;
  }

  /**
   * Makes the graph.
   *
   * @param tensors what is explained
   * @param output what the target picks from
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public static PointGraph of(
      FlatGraph graph, PointDemand demand, List<TensorInfo> tensors, TensorRef output) {
    return new Maker(graph, demand.method()).make(demand, tensors, output);
  }

  /** The graph to differentiate; its signature is fed in the place of the model's. */
  public FlatGraph graph() {
    return graph;
  }

  public PointFeeds feeds() {
    return feeds;
  }

  /** How many points there are, a 64-bit scalar. */
  public TensorRef count() {
    return count;
  }

  /** What stands for a tensor of the model in the pass at the points. */
  public TensorRef tensor(TensorRef ofModel) {
    return substitutes.getOrDefault(ofModel, ofModel);
  }

  /** The same of an explained tensor. */
  public TensorInfo tensor(TensorInfo ofModel) {
    return new TensorInfo(
        tensor(ofModel.tensor()), ofModel.name(), ofModel.type(), ofModel.shape());
  }

  /**
   * The change of an explained tensor between baselines and inputs, {@code [points or 1, rows, …]},
   * where it was wanted.
   */
  public Optional<TensorRef> difference(TensorRef ofModel) {
    return Optional.ofNullable(differences.get(ofModel));
  }

  /** The value that a tensor has in a pass; empty where there is no such pass. */
  public Optional<TensorRef> in(Reference pass, TensorRef ofModel) {
    return Optional.ofNullable(passes.get(pass)).map(made -> made.getOrDefault(ofModel, ofModel));
  }

  /** The same of a tensor of the pass at the points. */
  public Optional<TensorRef> beside(Reference pass, TensorRef atPoints) {
    return in(pass, substituted.getOrDefault(atPoints, atPoints));
  }

  /** What stands for the inputs that hold examples, or for layers, in the pass at the points. */
  public Set<TensorRef> substitutes() {
    return Collections.unmodifiableSet(substituted.keySet());
  }

  /** Whether tensors of layers are replaced, while inputs stay. */
  public boolean replaces() {
    return replaces;
  }

  /** Inputs that move beside those that are explained. */
  public List<TensorInfo> moved() {
    return moved;
  }

  /** Writes the nodes. */
  private static final class Maker {
    private final FlatGraph model;
    private final String method;
    private final ExampleInputs inputs;
    private final Set<String> dependent = new LinkedHashSet<>();
    private final Map<TensorRef, TensorRef> given = new HashMap<>();
    private final Map<TensorRef, TensorRef> baselines = new LinkedHashMap<>();
    private final Map<String, TensorRef> fed = new LinkedHashMap<>();
    private final GraphBuilder builder;
    private final NodeWriter writer;
    private final ArrayWriter arrays;
    private final PointArrays points;
    private final InputPath path;
    private final TensorRef alphas;
    private final TensorRef rows;
    private final Map<Reference, Map<TensorRef, TensorRef>> passes = new EnumMap<>(Reference.class);

    Maker(FlatGraph model, String method) {
      this.model = model;
      this.method = method;
      this.inputs = ExampleInputs.of(model.signature());
      String prefix = prefix(model);
      this.builder = new GraphBuilder(shared(prefix), prefix);
      this.writer = new NodeWriter(builder);
      this.arrays = new ArrayWriter(writer);
      this.points = new PointArrays(writer);
      this.alphas = writer.placeholder("alphas", DataType.DT_DOUBLE, Shape.of(-1));
      this.rows = writer.placeholder("rows", DataType.DT_INT64, Shape.of(-1, -1));
      this.path = new InputPath(writer, alphas, rows);
    }

    private static String prefix(FlatGraph model) {
      String prefix = "points/";
      while (hasPrefix(model, prefix)) {
        prefix = "_" + prefix;
      }
      return prefix;
    }

    private static boolean hasPrefix(FlatGraph model, String prefix) {
      return model.byName().keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** What is fed, under other names, and all that does not depend on the examples. */
    private FlatGraph shared(String prefix) {
      Map<TensorRef, TensorSchema> holding =
          inputs.holding().stream()
              .collect(Collectors.toMap(TensorSchema::tensor, input -> input, (a, b) -> a));
      Map<String, FlatNode> nodes = new LinkedHashMap<>();
      for (FlatNode node : model.nodes()) {
        TensorSchema input = holding.get(node.output(0));
        if (input != null) {
          dependent.add(node.name());
          FlatNode renamed =
              node.withName(prefix + "given/" + node.name(), node.scopedName(), node.instance());
          nodes.put(renamed.name(), renamed);
          given.put(input.tensor(), renamed.output(0));
        } else if (dependsOnExamples(node)) {
          dependent.add(node.name());
        } else {
          nodes.put(node.name(), node);
        }
      }
      return model.with(signature(), nodes);
    }

    private boolean dependsOnExamples(FlatNode node) {
      return node.inputs().stream().anyMatch(input -> dependent.contains(input.node()))
          || node.controls().stream().anyMatch(dependent::contains);
    }

    private SignatureSchema signature() {
      SignatureSchema signature = model.signature();
      return new SignatureSchema(
          signature.name(),
          signature.inputs().stream()
              .map(input -> input.at(given.getOrDefault(input.tensor(), input.tensor())))
              .toList(),
          signature.outputs());
    }

    PointGraph make(PointDemand demand, List<TensorInfo> tensors, TensorRef output) {
      requireDependence(tensors);
      List<TensorInfo> layers = tensors.stream().filter(tensor -> !isInput(tensor)).toList();
      boolean replaced = demand.moving() == PointDemand.Moving.EXPLAINED && !layers.isEmpty();
      boolean still = demand.moving() == PointDemand.Moving.NOTHING;
      if (replaced) {
        requireCut(tensors, layers);
      } else if (!still) {
        requireMoving(tensors);
      }
      TensorRef weights = writer.placeholder("weights", DataType.DT_DOUBLE, Shape.of(-1));
      TensorRef scale = writer.placeholder("scale", DataType.DT_DOUBLE, Shape.scalar());
      for (TensorSchema input : replaced || still ? inputs.holding() : inputs.moving()) {
        TensorRef baseline = path.placeholder(input.type(), input.shape());
        fed.put(input.name(), baseline);
        baselines.put(input.tensor(), path.baseline(baseline));
      }
      Map<TensorRef, TensorRef> givenFeeds = replaced ? given(layers, demand) : Map.of();
      Set<TensorRef> wanted = new LinkedHashSet<>();
      if (demand.differences() || still) {
        layers.forEach(layer -> wanted.add(layer.tensor()));
      }
      if (replaced || !demand.passes().isEmpty()) {
        wanted.add(output);
      }
      if (replaced || !wanted.isEmpty()) {
        if (!still) {
          passes.put(Reference.INPUT, pass(Reference.INPUT, wanted));
        }
        passes.put(Reference.BASELINE, pass(Reference.BASELINE, wanted));
      }
      Map<TensorRef, TensorRef> differences = new LinkedHashMap<>();
      if (demand.differences()) {
        tensors.forEach(tensor -> differences.put(tensor.tensor(), difference(tensor.tensor())));
      }
      Map<TensorRef, TensorRef> substitutes =
          still ? repeated(inputs.holding()) : replaced ? replaced(layers) : moved();
      List<TensorInfo> others = others(demand, tensors, layers);
      if (demand.differences()) {
        others.forEach(other -> differences.put(other.tensor(), difference(other.tensor())));
      }
      return new PointGraph(
          model.with(signature(), nodes(substitutes)),
          new PointFeeds(alphas, weights, scale, rows, fed, givenFeeds),
          path.count(),
          substitutes,
          differences,
          passes,
          others,
          replaced);
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

    private boolean isInput(TensorInfo tensor) {
      return given.containsKey(tensor.tensor()) || model.isFed(tensor.tensor());
    }

    /** Inputs that are not explained, where others are that they move together with. */
    private List<TensorInfo> others(
        PointDemand demand, List<TensorInfo> tensors, List<TensorInfo> layers) {
      boolean together =
          switch (demand.moving()) {
            case INPUTS -> false;
            case EXPLAINED -> layers.isEmpty();
            case NOTHING -> layers.size() < tensors.size();
          };
      if (!together) {
        return List.of();
      }
      Set<TensorRef> explained =
          tensors.stream().map(TensorInfo::tensor).collect(Collectors.toSet());
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
        TensorRef values = given.get(input.tensor());
        substitutes.put(input.tensor(), atInput ? values : baselineRows(input, values));
      }
      String prefix = reference.name().toLowerCase(Locale.ROOT) + "/";
      return ForwardCopy.of(builder, model, prefix, substitutes, dependent, wanted);
    }

    /** Baselines in the place of an input; inputs without any are as they are. */
    private TensorRef baselineRows(TensorSchema input, TensorRef values) {
      TensorRef baseline = baselines.get(input.tensor());
      Shape known = model.shape(input.tensor());
      return baseline == null
          ? path.repeat(values, path.baselineCount(), known)
          : path.wholeBaseline(baseline, values, known);
    }

    /** Between baselines and inputs, as {@code [points or 1, rows, …]}. */
    private TensorRef difference(TensorRef tensor) {
      return writer.binary("Sub", to(tensor), from(tensor));
    }

    private TensorRef to(TensorRef tensor) {
      TensorRef input = given.get(tensor);
      TensorRef values = input != null ? input : inPass(Reference.INPUT, tensor);
      return arrays.expand(values, 0);
    }

    private TensorRef from(TensorRef tensor) {
      TensorRef input = baselines.get(tensor);
      return input != null
          ? input
          : points.split(inPass(Reference.BASELINE, tensor), path.baselineCount());
    }

    private TensorRef inPass(Reference pass, TensorRef tensor) {
      return passes.get(pass).getOrDefault(tensor, tensor);
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
        TensorRef values = given.get(input.tensor());
        substitutes.put(
            input.tensor(), path.repeat(values, path.count(), model.shape(input.tensor())));
      }
      return substitutes;
    }

    /** Shared nodes, those written here, and the model's own pass. */
    private Map<String, FlatNode> nodes(Map<TensorRef, TensorRef> substitutes) {
      Map<String, FlatNode> nodes = new LinkedHashMap<>(builder.base().byName());
      nodes.putAll(builder.added());
      Map<String, String> renamed = new HashMap<>();
      given.forEach((from, to) -> renamed.put(from.node(), to.node()));
      for (FlatNode node : model.nodes()) {
        if (dependent.contains(node.name()) && !renamed.containsKey(node.name())) {
          nodes.put(
              node.name(),
              node.withInputs(
                      node.inputs().stream()
                          .map(input -> substitutes.getOrDefault(input, input))
                          .toList())
                  .withControls(
                      node.controls().stream()
                          .map(control -> renamed.getOrDefault(control, control))
                          .toList()));
        }
      }
      return nodes;
    }

    private void requireDependence(List<TensorInfo> tensors) {
      for (TensorInfo tensor : tensors) {
        if (!dependent.contains(tensor.tensor().node())) {
          throw refused(
              tensor,
              "it does not depend on the examples",
              "Explain a layer that does, or use another method.");
        }
        if (!tensor.shape().isUnknown() && tensor.shape().numDimensions() == 0) {
          throw refused(
              tensor, "it has no dimension for examples", "Explain a layer that has one.");
        }
      }
    }

    /** The path is one of the inputs. */
    private void requireMoving(List<TensorInfo> tensors) {
      if (inputs.moving().isEmpty()) {
        throw new AttributionException(
            ErrorCode.METHOD_NOT_APPLICABLE,
            method,
            "the signature \"" + model.signature().name() + "\"",
            "none of its inputs holds floating-point numbers of examples, so that there is nothing"
                + " between a baseline and an input",
            "Use integrated-gradients at the layer that the inputs go into, such as an embedding.");
      }
      for (TensorInfo tensor : tensors) {
        if (model.isFed(tensor.tensor()) && !baselinesMove(tensor.tensor())) {
          throw refused(
              tensor,
              "it is an input that cannot move from a baseline",
              "Explain an input of floating-point numbers that holds examples, or a layer.");
        }
      }
    }

    private boolean baselinesMove(TensorRef tensor) {
      return inputs.moving().stream().anyMatch(input -> input.tensor().equals(tensor));
    }

    /** Tensors that are replaced together must not need one another. */
    private void requireCut(List<TensorInfo> tensors, List<TensorInfo> layers) {
      if (layers.size() < tensors.size()) {
        TensorInfo input = tensors.stream().filter(this::isInput).findFirst().orElseThrow();
        throw refused(
            input,
            "inputs move along another path than layers, such as \"" + layers.get(0).name() + "\"",
            "Explain inputs and layers one after the other.");
      }
      for (TensorInfo layer : layers) {
        Set<String> behind = behind(layer);
        for (TensorInfo other : layers) {
          if (behind.contains(other.tensor().node())) {
            throw refused(
                layer,
                "it is replaced by values along the path, while \""
                    + other.name()
                    + "\", which depends on it, would be too",
                "Explain these layers one after the other.");
          }
        }
      }
    }

    private Set<String> behind(TensorInfo layer) {
      Set<String> behind = new LinkedHashSet<>();
      for (FlatNode node : model.nodes()) {
        if (node.inputs().stream()
            .anyMatch(input -> input.equals(layer.tensor()) || behind.contains(input.node()))) {
          behind.add(node.name());
        }
      }
      return behind;
    }

    private AttributionException refused(TensorInfo tensor, String reason, String remedy) {
      return new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method,
          "tensor \"" + tensor.name() + "\"",
          reason,
          remedy);
    }
  }
}
