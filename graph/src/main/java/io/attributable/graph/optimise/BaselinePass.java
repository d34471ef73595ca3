package io.attributable.graph.optimise;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * The part of a plan whose values the baselines decide, cut off from the rest: of DeepLIFT the pass
 * at the baselines. It gives the same for all inputs of the same shapes, so that it need not run
 * again where only these change. Immutable.
 *
 * @param graph the plan's, in which the rest takes placeholders in the place of what the pass gives
 * @param nodes the names of those that belong to the pass
 * @param shared the names of those that both parts may need
 * @param taken by tensor of the pass that the rest needs, the placeholder that it is fed to
 * @param fetched by tensor of the pass that may be fetched, the same where the rest has it
 */
public record BaselinePass(
    GraphDef graph,
    Set<String> nodes,
    Set<String> shared,
    Map<TensorRef, TensorRef> taken,
    Map<TensorRef, TensorRef> fetched) {
  /**
   * Names of placeholders.
   *
   * @param baselines hold baselines
   * @param fixed are fed the same for the same shapes
   * @param inputs are always fed, too, and their shapes count
   */
  public record Feeds(Set<String> baselines, Set<String> fixed, Set<String> inputs) {
    /** Copies the sets. */
    public Feeds {
      baselines = Set.copyOf(baselines);
      fixed = Set.copyOf(fixed);
      inputs = Set.copyOf(inputs);
    }

    /** Reads them from tensors. */
    public static Feeds of(
        Collection<TensorRef> baselines,
        Collection<TensorRef> fixed,
        Collection<TensorRef> inputs) {
      return new Feeds(names(baselines), names(fixed), names(inputs));
    }

    private static Set<String> names(Collection<TensorRef> tensors) {
      return tensors.stream().map(TensorRef::node).collect(Collectors.toSet());
    }

    boolean hasKnownShape(String placeholder) {
      return baselines.contains(placeholder)
          || fixed.contains(placeholder)
          || inputs.contains(placeholder);
    }
  }

  /** Copies the collections; the order of what is taken is kept. */
  public BaselinePass {
    nodes = Set.copyOf(nodes);
    shared = Set.copyOf(shared);
    taken = Collections.unmodifiableMap(new LinkedHashMap<>(taken));
    fetched = Map.copyOf(fetched);
  }

  /**
   * Cuts a plan.
   *
   * @param plan without functions and control flow
   * @param wanted all that may be fetched
   * @return empty where nothing large is computed of the baselines alone, and where something of it
   *     cannot leave a session
   */
  public static Optional<BaselinePass> of(
      GraphDef plan, Feeds feeds, Collection<TensorRef> wanted) {
    List<NodeDef> nodes = NodeOrder.of(plan.getNodeList());
    DecidedNodes decided = new DecidedNodes(nodes, feeds);
    Set<String> pass =
        names(nodes, name -> decided.areByBaselines(name) && !feeds.baselines().contains(name));
    boolean isWorth =
        nodes.stream()
            .anyMatch(node -> pass.contains(node.getName()) && PlanOps.isLarge(node.getOp()));
    return isWorth && !isWaitedFor(nodes, pass)
        ? new Cut(nodes, pass, names(nodes, decided::areFixed)).apart(plan, wanted)
        : Optional.empty();
  }

  private static Set<String> names(List<NodeDef> nodes, Predicate<String> wanted) {
    return nodes.stream().map(NodeDef::getName).filter(wanted).collect(Collectors.toSet());
  }

  /** Whether a node of the rest waits for one of the pass, whose value it does not take. */
  private static boolean isWaitedFor(List<NodeDef> nodes, Set<String> pass) {
    return nodes.stream()
        .filter(node -> !pass.contains(node.getName()))
        .flatMap(node -> node.getInputList().stream())
        .anyMatch(input -> input.startsWith("^") && pass.contains(NodeOrder.nodeOf(input)));
  }

  /** Takes a plan apart. */
  private static final class Cut {
    private final Set<String> pass;
    private final Set<String> shared;
    private final Set<String> names;
    private final Map<String, NodeDef> byName = new HashMap<>();
    private final List<NodeDef> written = new ArrayList<>();
    private final Map<TensorRef, TensorRef> taken = new LinkedHashMap<>();

    Cut(List<NodeDef> nodes, Set<String> pass, Set<String> shared) {
      this.pass = pass;
      this.shared = shared;
      nodes.forEach(node -> byName.put(node.getName(), node));
      this.names = new HashSet<>(byName.keySet());
      nodes.forEach(node -> written.add(pass.contains(node.getName()) ? node : rewired(node)));
    }

    Optional<BaselinePass> apart(GraphDef plan, Collection<TensorRef> wanted) {
      Map<TensorRef, TensorRef> fetched = new HashMap<>();
      for (TensorRef tensor : wanted) {
        if (pass.contains(tensor.node())) {
          fetched.put(tensor, handedOn(tensor));
        }
      }
      return taken.keySet().stream()
              .allMatch(
                  tensor -> Dtype.of(output(tensor).type()).flatMap(Dtype::tensorClass).isPresent())
          ? Optional.of(
              new BaselinePass(
                  plan.toBuilder().clearNode().addAllNode(written).build(),
                  pass,
                  shared,
                  taken,
                  fetched))
          : Optional.empty();
    }

    private NodeDef rewired(NodeDef node) {
      NodeDef.Builder changed = node.toBuilder();
      for (int i = 0; i < node.getInputCount(); i++) {
        String input = node.getInput(i);
        if (pass.contains(NodeOrder.nodeOf(input))) {
          changed.setInput(i, placeholder(TensorRef.parse(input)).node());
        }
      }
      return changed.build();
    }

    private TensorRef placeholder(TensorRef tensor) {
      TensorRef known = taken.get(tensor);
      if (known != null) {
        return known;
      }
      FlatNode.Output output = output(tensor);
      NodeDef placeholder =
          NodeDef.newBuilder()
              .setName(free(tensor, "kept"))
              .setOp("Placeholder")
              .setDevice(source(tensor).getDevice())
              .putAttr("dtype", Attributes.of(output.type()))
              .putAttr("shape", Attributes.of(output.shape()))
              .build();
      written.add(placeholder);
      TensorRef fed = new TensorRef(placeholder.getName(), 0);
      taken.put(tensor, fed);
      return fed;
    }

    /** TensorFlow refuses to fetch what is fed. */
    private TensorRef handedOn(TensorRef tensor) {
      TensorRef fed = placeholder(tensor);
      NodeDef identity =
          NodeDef.newBuilder()
              .setName(free(tensor, "given"))
              .setOp("Identity")
              .addInput(fed.node())
              .setDevice(source(tensor).getDevice())
              .putAttr("T", Attributes.of(output(tensor).type()))
              .build();
      written.add(identity);
      return new TensorRef(identity.getName(), 0);
    }

    private NodeDef source(TensorRef tensor) {
      return Objects.requireNonNull(byName.get(tensor.node()));
    }

    /** Of the pass are only nodes of ops that are known. */
    private FlatNode.Output output(TensorRef tensor) {
      NodeDef node = source(tensor);
      OpDef op = PlanOps.find(node.getOp()).orElseThrow();
      return FlatNode.of(node, op).outputs().get(tensor.index());
    }

    private String free(TensorRef tensor, String label) {
      String name = tensor.node() + "/" + label + "_" + tensor.index();
      while (!names.add(name)) {
        name += "_";
      }
      return name;
    }
  }
}
