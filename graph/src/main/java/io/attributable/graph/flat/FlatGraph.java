package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.VersionDef;

/**
 * One signature of a model as one graph: functions inlined, in topological order that keeps the
 * order in which the author's code made the nodes. Immutable, safe for any number of threads.
 */
public final class FlatGraph {
  private final String model;
  private final SignatureSchema signature;
  private final Map<String, FlatNode> nodes;
  private final Origin origin;
  private final Set<TensorRef> fed;
  private final Map<TensorRef, List<FlatNode>> consumers = new HashMap<>();

  public FlatGraph(
      String model, SignatureSchema signature, Map<String, FlatNode> nodes, Origin origin) {
    this.model = model;
    this.signature = signature;
    this.nodes = Collections.unmodifiableMap(nodes);
    this.origin = origin;
    this.fed =
        signature.inputs().stream()
            .map(TensorSchema::tensor)
            .collect(Collectors.toUnmodifiableSet());
    nodes.values().forEach(this::registerInputs);
  }

  /** Nodes alone, in topological order, of no model. */
  public static FlatGraph of(Map<String, FlatNode> nodes) {
    Origin none =
        new Origin(
            GraphDef.getDefaultInstance(),
            SavedObjectGraph.getDefaultInstance(),
            OpRegistry.ofTensorFlow(),
            List.of());
    return new FlatGraph("", new SignatureSchema("", List.of(), List.of()), nodes, none);
  }

  /**
   * A function that a node such as {@code While} refers to, as a graph of its own.
   *
   * @param function its name and what it is instantiated with
   * @param arguments types and static shapes of what it is called with
   * @throws AttributionException MISSING_FUNCTION, RECURSIVE_FUNCTION, UNKNOWN_OP, MODEL_TOO_LARGE,
   *     CORRUPT_MODEL
   */
  public FunctionGraph function(NameAttrList function, List<FlatNode.Output> arguments) {
    try {
      FunctionGraph opened = checkedFunction(function, arguments);
      GraphCheck.requireNoFrames(opened.graph());
      return opened;
    } catch (IllegalArgumentException e) {
      throw new AttributionException(ErrorCode.CORRUPT_MODEL, model, String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  /**
   * The same, checked for consistency only.
   *
   * @throws IllegalArgumentException if it does
   */
  public FunctionGraph checkedFunction(NameAttrList function, List<FlatNode.Output> arguments) {
    return new FunctionFlattener(this, origin).flatten(function, arguments);
  }

  private void registerInputs(FlatNode node) {
    for (TensorRef input : Set.copyOf(node.inputs())) {
      consumers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node);
    }
  }

  /** What messages call the model. */
  public String model() {
    return model;
  }

  /** The signature, its tensors being those of this graph. */
  public SignatureSchema signature() {
    return signature;
  }

  /** All nodes in topological order. */
  public Iterable<FlatNode> nodes() {
    return nodes.values();
  }

  /** All nodes by name, in topological order. */
  public Map<String, FlatNode> byName() {
    return nodes;
  }

  /** Functions that nodes such as {@code While} still refer to. */
  public FunctionDefLibrary library() {
    return origin.file().getLibrary();
  }

  /**
   * One of them.
   *
   * @throws AttributionException MISSING_FUNCTION
   */
  public FunctionDef definition(String function) {
    return new FunctionLibrary(model, origin.file().getLibrary())
        .find(function)
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.MISSING_FUNCTION, function, signature.name(), model));
  }

  /** The nodes of the file's outermost graph, whether the signature uses them or not. */
  public List<NodeDef> outermost() {
    return origin.file().getNodeList();
  }

  /**
   * A tensor by its name in a function that was inlined around a node.
   *
   * @param function the name of the node's own function, or of one that called it
   * @param tensor its name in that function: an argument, or an output of a node
   */
  public Optional<TensorRef> visible(FlatNode from, String function, String tensor) {
    return origin.visible(from, function, tensor);
  }

  /** The functions that were inlined around a node, from its own to the outermost. */
  public List<String> functionsAround(FlatNode node) {
    return origin.functionsAround(node);
  }

  /**
   * The function that hands a node's gradients back, if its author wrote one and saved it along.
   */
  public Optional<String> customGradient(FlatNode node) {
    return origin.customGradient(node);
  }

  /** Which TensorFlow's behaviour the graph was made for. */
  public VersionDef versions() {
    return origin.file().getVersions();
  }

  /** What Python's objects looked like, as evidence for names. */
  public SavedObjectGraph objects() {
    return origin.objects();
  }

  /** Whether there is such a tensor. */
  public boolean holds(TensorRef tensor) {
    FlatNode node = nodes.get(tensor.node());
    return node != null && tensor.index() >= 0 && tensor.index() < node.outputs().size();
  }

  /**
   * The node of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public FlatNode node(String name) {
    FlatNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return node;
  }

  /** Whether the signature feeds this tensor, so that what makes it does not matter. */
  public boolean isFed(TensorRef tensor) {
    return fed.contains(tensor);
  }

  /** The type of a tensor. */
  public DataType type(TensorRef tensor) {
    return output(tensor).type();
  }

  /** The static shape of a tensor. */
  public Shape shape(TensorRef tensor) {
    return output(tensor).shape();
  }

  /**
   * Which body opened a scope around a node: the node's own, or one that called it from inside the
   * scope. Two nodes in scopes of the same name but of different openers belong to different calls.
   */
  public int opener(FlatNode node, String scope) {
    return origin.opener(node, scope);
  }

  private FlatNode.Output output(TensorRef tensor) {
    if (!holds(tensor)) {
      throw new IllegalArgumentException("no tensor " + tensor);
    }
    return node(tensor.node()).outputs().get(tensor.index());
  }

  /** The nodes that take a tensor, each once, in topological order. */
  public List<FlatNode> consumers(TensorRef tensor) {
    return consumers.getOrDefault(tensor, List.of());
  }

  /** The same graph with other nodes, in topological order, and more functions. */
  public FlatGraph with(Map<String, FlatNode> changed, List<FunctionDef> functions) {
    return new FlatGraph(model, signature, changed, origin.with(functions));
  }

  /** The same model's graph with other nodes, in topological order, that are fed elsewhere. */
  public FlatGraph with(SignatureSchema fedElsewhere, Map<String, FlatNode> changed) {
    return new FlatGraph(model, fedElsewhere, changed, origin);
  }

  /**
   * The same where nodes take other tensors in the place of some.
   *
   * @param substitutes by the tensors that they stand for, which gradients may have captured
   */
  public FlatGraph with(
      SignatureSchema fedElsewhere,
      Map<String, FlatNode> changed,
      Map<TensorRef, TensorRef> substitutes) {
    return new FlatGraph(model, fedElsewhere, changed, origin.replacing(substitutes));
  }

  /** Some nodes alone, in topological order, and functions beside those of this graph. */
  public FlatGraph withOnly(Map<String, FlatNode> part, Collection<FunctionDef> functions) {
    return with(part, List.copyOf(functions));
  }

  /** The same graph with a function applied to every node; names must stay. */
  public FlatGraph mapNodes(UnaryOperator<FlatNode> change) {
    return replaceNodes(node -> List.of(change.apply(node)));
  }

  /** The same graph with each node replaced by others, one of which bears its name. */
  public FlatGraph replaceNodes(Function<FlatNode, List<FlatNode>> change) {
    Map<String, FlatNode> changed = new LinkedHashMap<>();
    for (FlatNode node : nodes.values()) {
      change.apply(node).forEach(replacement -> changed.put(replacement.name(), replacement));
    }
    return new FlatGraph(model, signature, changed, origin);
  }
}
