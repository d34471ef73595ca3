package io.attributable.graph.policy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Refuses what a file's policy does not allow to be run. To be asked before TensorFlow sees a
 * graph: importing it can already run parts of it.
 */
public final class OpPolicyCheck {
  private static final int MOST_NODES = 5;

  /** Is not always fed, so that what its default comes from may run. */
  private static final String WITH_DEFAULT = "PlaceholderWithDefault";

  private static final Map<String, Integer> FILE_NAMES =
      Map.of(
          "RestoreV2", 0,
          "Restore", 0,
          "RestoreSlice", 0,
          "InitializeTableFromTextFile", 1,
          "InitializeTableFromTextFileV2", 1);

  private final SavedModelFile file;
  private final NodeEffect effects;

  private OpPolicyCheck(SavedModelFile file) {
    this.file = file;
    this.effects = new NodeEffect(file.ops());
  }

  /**
   * Checks what is run when a model is loaded, and that some signature may be run at all; that of
   * several, each is checked when it is used.
   *
   * @throws AttributionException OP_REFUSED
   */
  public static void requireLoadable(SavedModelFile file) {
    if (!file.policy().allowsAll()) {
      OpPolicyCheck check = new OpPolicyCheck(file);
      check.requireLoading();
      check.requireSomeSignature();
      check.requireImport();
    }
  }

  /**
   * Checks what is run for a signature, as TensorFlow's loader leaves it.
   *
   * @throws AttributionException OP_REFUSED
   */
  public static void require(SavedModelFile file, SignatureSchema signature) {
    if (!file.policy().allowsAll()) {
      OpPolicyCheck check = new OpPolicyCheck(file);
      check.refuse(check.refused(signature), ran(signature));
    }
  }

  /**
   * Checks a part of the file's graph, with the functions that it needs.
   *
   * @throws AttributionException OP_REFUSED
   */
  public static void require(SavedModelFile file, String signature, GraphDef part) {
    require(file, signature, part, file.graph().getLibrary());
  }

  /**
   * Checks a graph that was made of the file's.
   *
   * @param functions that it calls
   * @throws AttributionException OP_REFUSED
   */
  public static void require(
      SavedModelFile file, String signature, GraphDef part, FunctionDefLibrary functions) {
    if (!file.policy().allowsAll()) {
      OpPolicyCheck check = new OpPolicyCheck(file);
      ReachedNodes reached = ReachedNodes.of(part.getNodeList(), functions);
      check.refuse(check.refused(reached, Set.of()), ran(signature));
    }
  }

  private static String ran(SignatureSchema signature) {
    return ran(signature.name());
  }

  private static String ran(String signature) {
    return "signature \"" + signature + "\" runs";
  }

  /** The loader gives the names of the checkpoint and of assets. */
  private void requireLoading() {
    for (LoadedParts parts : LoadedParts.of(file)) {
      ReachedNodes reached = ReachedNodes.of(file.graph(), parts.roots(), parts.fed());
      refuse(refused(reached, parts.fed()), "loading it runs");
    }
  }

  /** Constants that shapes follow from are computed when a graph is imported. */
  private void requireImport() {
    List<NodeDef> foldable = new FoldableNodes(file.graph(), effects).nodes();
    refuse(refused(new ReachedNodes(foldable, List.of()), Set.of()), "importing its graph can run");
  }

  private void requireSomeSignature() {
    List<RefusedNode> first = List.of();
    String refused = "";
    for (SignatureSchema signature : defaultFirst()) {
      List<RefusedNode> nodes = refused(signature);
      if (nodes.isEmpty()) {
        return;
      }
      if (first.isEmpty()) {
        first = nodes;
        refused = ran(signature);
      }
    }
    refuse(first, refused);
  }

  private List<SignatureSchema> defaultFirst() {
    List<SignatureSchema> all = new ArrayList<>(file.signatures());
    try {
      all.add(0, file.signature(file.defaultSignature()));
    } catch (AttributionException e) {
      // There is none: the others are checked, and functions when they are called.
    }
    return all;
  }

  private List<RefusedNode> refused(SignatureSchema signature) {
    GraphDef graph = file.calling(signature.name()).graph();
    Set<String> fed = tensors(signature.inputs());
    graph.getNodeList().stream()
        .filter(node -> node.getOp().equals(WITH_DEFAULT))
        .forEach(node -> fed.remove(ReachedNodes.tensor(node.getName())));
    Set<String> outputs = tensors(signature.outputs());
    outputs.removeAll(fed);
    return refused(
        ReachedNodes.of(graph, outputs.stream().map(NodeOrder::nodeOf).toList(), fed), Set.of());
  }

  private static Set<String> tensors(List<TensorSchema> tensors) {
    return tensors.stream()
        .map(tensor -> tensor.tensor().toString())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** A node with an effect, in a function or, where that has no name, the outermost graph. */
  private record Found(NodeDef node, String function, OpEffect effect) {}

  private List<RefusedNode> refused(ReachedNodes reached, Set<String> given) {
    List<Found> found = new ArrayList<>();
    reached.outermost().forEach(node -> find(node, "", found));
    for (FunctionDef function : reached.functions()) {
      String name = function.getSignature().getName();
      function.getNodeDefList().forEach(node -> find(node, name, found));
    }
    if (found.isEmpty()) {
      return List.of();
    }
    GivenFileNames names = new GivenFileNames(given, new HeldNames(file.graph()), reached);
    return found.stream()
        .filter(each -> !readsGiven(each, names))
        .map(
            each ->
                new RefusedNode(
                    each.node().getOp(), each.node().getName(), each.function(), each.effect()))
        .toList();
  }

  private void find(NodeDef node, String function, List<Found> found) {
    if (!file.policy().allows(node.getOp())) {
      effects.of(node).ifPresent(effect -> found.add(new Found(node, function, effect)));
    }
  }

  private static boolean readsGiven(Found found, GivenFileNames names) {
    NodeDef node = found.node();
    Integer position = FILE_NAMES.get(node.getOp());
    return position != null
        && node.getInputCount() > position
        && names.contains(found.function(), node.getInput(position));
  }

  private void refuse(List<RefusedNode> nodes, String when) {
    if (nodes.isEmpty()) {
      return;
    }
    Set<String> ops = new TreeSet<>();
    nodes.forEach(node -> ops.add(node.op()));
    String shown =
        nodes.stream()
            .limit(MOST_NODES)
            .map(RefusedNode::toString)
            .collect(Collectors.joining("; "));
    int more = nodes.size() - MOST_NODES;
    throw new AttributionException(
        ErrorCode.OP_REFUSED,
        file.name(),
        when,
        more > 0 ? shown + "; and " + more + " more" : shown,
        ops.stream().limit(MOST_NODES).collect(Collectors.joining(", ")));
  }
}
