package io.attributable.graph.layer;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reports why an address cannot be resolved, and the alternatives. */
final class ResolutionErrors {
  private static final int MOST_NAMES = 12;
  private static final Pattern KNOWN_TO_VANISH =
      Pattern.compile(
          "(?i).*dropout.*"
              + "|(.*_)?(gaussian_)?(drop|noise|identity|random_\\w+|activity_regularization)(_?\\d+)?");

  private final FlatGraph graph;
  private final Supplier<List<String>> names;
  private final Function<FlatNode, Optional<String>> enclosing;
  private final InactiveLayers inactive;
  private final boolean keras;

  /**
   * Errors for a graph.
   *
   * @param names of all layers
   * @param enclosing the name of the innermost layer around a node
   * @param active names that left nodes in the graph
   */
  ResolutionErrors(
      FlatGraph graph,
      Supplier<List<String>> names,
      Function<FlatNode, Optional<String>> enclosing,
      Set<String> active) {
    this.graph = graph;
    this.names = names;
    this.enclosing = enclosing;
    this.inactive = new InactiveLayers(graph, active);
    this.keras = Exporter.of(graph.objects()) != Exporter.OTHER;
  }

  AttributionException unknown(String address, LayerAddress.Name name) {
    return held(address, name.path()).orElseGet(() -> vanishedOrUnknown(address, name));
  }

  private AttributionException vanishedOrUnknown(String address, LayerAddress.Name name) {
    String last = name.path().get(name.path().size() - 1);
    if (inactive.proves(last) || (keras && KNOWN_TO_VANISH.matcher(last).matches())) {
      return new AttributionException(
          ErrorCode.INACTIVE_LAYER,
          address,
          graph.signature().name(),
          graph.model(),
          "it left no nodes in the graph",
          Suggestions.didYouMean(address, names.get()));
    }
    List<String> all = names.get();
    return unknown(address, all.size() + " layers", nextStep(address, all));
  }

  /** An input or output is no layer, but its tensor can be named; else who lists the layers. */
  private String nextStep(String address, List<String> all) {
    SignatureSchema signature = graph.signature();
    Optional<String> side =
        find(address, signature.inputs())
            .map(
                input -> " It is an input of the signature: write \"input:%s\".".formatted(address))
            .or(
                () ->
                    find(address, signature.outputs())
                        .map(
                            output ->
                                " It is an output of the signature; name its tensor: \"tensor:%s\"."
                                    .formatted(output.tensor())));
    if (side.isPresent()) {
      return side.get();
    }
    String meant = Suggestions.didYouMean(address, all);
    return meant.isEmpty() ? " \"attributable inspect\" lists them." : meant;
  }

  private Optional<TensorSchema> find(String name, List<TensorSchema> tensors) {
    return tensors.stream()
        .filter(schema -> schema.name().equals(name) && graph.holds(schema.tensor()))
        .findFirst();
  }

  /** For a layer that is there, but inside a loop or a branch. */
  private Optional<AttributionException> held(String address, List<String> path) {
    return new NestedLayers(graph).holder(path).map(holder -> inside(address, holder));
  }

  /** For a layer whose work is done in a function of a node. */
  AttributionException inside(String address, FlatNode holder) {
    return AttributionException.withRemedy(
        OpTrait.BRANCH.is(holder.op())
            ? ErrorCode.LAYER_INSIDE_BRANCH
            : ErrorCode.LAYER_INSIDE_LOOP,
        enclosing
            .apply(holder)
            .map(name -> "Explain the enclosing layer \"" + name + "\".")
            .orElse("Explain a layer before or behind that node."),
        address,
        graph.model(),
        holder.scopedName());
  }

  AttributionException unknownScope(String address, String path, ScopeTree tree) {
    Optional<AttributionException> held = held(address, List.of(path.split("/", -1)));
    if (held.isPresent()) {
      return held.get();
    }
    List<String> paths = new ArrayList<>();
    tree.forEach(scope -> paths.add(scope.path()));
    List<String> nearest =
        Suggestions.nearest(path, paths).stream()
            .map(near -> "scope:" + near)
            .collect(Collectors.toList());
    return unknown(address, paths.size() + " scopes", orNothing(nearest));
  }

  AttributionException unknownTensor(String address, TensorRef wanted) {
    Optional<AttributionException> held = held(address, List.of(wanted.node().split("/", -1)));
    if (held.isPresent()) {
      return held.get();
    }
    List<String> near = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    graph.nodes().forEach(node -> paths.add(node.scopedName()));
    Suggestions.nearest(wanted.node(), paths).forEach(path -> near.add("tensor:" + path + ":0"));
    return unknown(address, paths.size() + " nodes", orNothing(near));
  }

  AttributionException unknownCall(String address, int calls) {
    return unknown(
        address, calls == 1 ? "it is called once" : "it is called " + calls + " times", "");
  }

  AttributionException ambiguous(String address, String reason, List<String> candidates) {
    String shown = candidates.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return new AttributionException(
        ErrorCode.AMBIGUOUS_LAYER,
        address,
        graph.signature().name(),
        graph.model(),
        reason,
        candidates.size() > MOST_NAMES ? shown + ", …" : shown);
  }

  private AttributionException unknown(String address, String count, String suggestion) {
    return new AttributionException(
        ErrorCode.UNKNOWN_LAYER,
        address,
        graph.signature().name(),
        graph.model(),
        count,
        suggestion);
  }

  private static String orNothing(List<String> nearest) {
    return nearest.isEmpty()
        ? ""
        : nearest.stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(" or ", " Did you mean ", "?"));
  }
}
