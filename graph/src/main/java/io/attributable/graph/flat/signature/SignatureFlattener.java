package io.attributable.graph.flat.signature;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.Frame;
import io.attributable.graph.flat.FunctionLibrary;
import io.attributable.graph.flat.GraphCheck;
import io.attributable.graph.flat.Inliner;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.flat.Origin;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.flat.check.UnknownOpCheck;
import io.attributable.graph.flat.limit.LoopLimit;
import io.attributable.graph.flat.tf1.FrameConversion;
import io.attributable.graph.op.ReachableFunctions;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Flattens one signature: picks its part of the outermost graph and inlines what that calls. */
public final class SignatureFlattener {
  private static final int NO_LIMIT = 0;

  private final SavedModelFile file;
  private final SignatureSchema signature;
  private final int loopLimit;

  private SignatureFlattener(SavedModelFile file, SignatureSchema signature, int loopLimit) {
    this.file = file;
    this.signature = signature;
    this.loopLimit = loopLimit;
  }

  /**
   * Flattens a signature.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE,
   *     MISSING_FUNCTION, RECURSIVE_FUNCTION, UNKNOWN_OP, OP_REFUSED, MODEL_TOO_LARGE,
   *     CORRUPT_MODEL
   */
  public static FlatGraph flatten(SavedModelFile file, String signature) {
    return flatten(file, signature, NO_LIMIT);
  }

  /**
   * Flattens a signature, and makes its loops fail at a limit.
   *
   * @param loopLimit the most iterations of each loop; 0 for no limit
   * @throws AttributionException as {@link #flatten(SavedModelFile, String)}
   */
  public static FlatGraph flatten(SavedModelFile file, String signature, int loopLimit) {
    FileCheck.require(file);
    try {
      SavedModelFile called = file.calling(signature);
      return new SignatureFlattener(called, called.signature(signature), loopLimit).flatten();
    } catch (IllegalArgumentException e) {
      throw new AttributionException(
              ErrorCode.CORRUPT_MODEL, file.name(), String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  /** Layers that no output uses are part of the graph, unless something is wrong with them. */
  private FlatGraph flatten() {
    requireFeedable();
    FedTensors fed = new FedTensors(file.graph(), signature, file.ops());
    SignatureSubgraph subgraph = new SignatureSubgraph(file.name(), fed.graph(), signature, fed);
    List<NodeDef> needed = subgraph.needed();
    List<NodeDef> whole;
    try {
      whole = subgraph.whole();
      if (whole.size() > needed.size()) {
        return flatten(whole, fed);
      }
    } catch (AttributionException | IllegalArgumentException e) {
      return flatten(needed, fed);
    }
    return flatten(whole, fed);
  }

  private FlatGraph flatten(List<NodeDef> nodes, FedTensors fed) {
    GraphDef part = limited(part(nodes));
    new UnknownOpCheck(file.name(), file.ops()).refuse(part);
    OpPolicyCheck.require(file, signature.name(), part);
    FunctionLibrary library = new FunctionLibrary(file.name(), part.getLibrary());
    Inliner inliner = new Inliner(file.name(), library, file.ops());
    Frame outermost = inliner.inlineOutermost(NodeOrder.of(part.getNodeList()));
    Origin origin = new Origin(whole(part), file.objects(), file.ops(), inliner.bodies());
    FlatGraph flat =
        new FlatGraph(file.name(), resolved(outermost, fed), byName(inliner.nodes()), origin);
    requireTypes(flat, flat.signature().inputs());
    requireTypes(flat, flat.signature().outputs());
    GraphCheck.checkInputs(flat);
    NestedFunctionCheck.check(flat);
    return FrameConversion.turn(flat, file.ops());
  }

  /** Some nodes of the outermost graph with the functions that they need. */
  private GraphDef part(List<NodeDef> nodes) {
    GraphDef.Builder part = file.graph().toBuilder().clearNode().addAllNode(nodes);
    part.getLibraryBuilder()
        .clearFunction()
        .addAllFunction(ReachableFunctions.of(nodes, file.graph().getLibrary()));
    return part.build();
  }

  private GraphDef limited(GraphDef part) {
    return loopLimit == NO_LIMIT ? part : LoopLimit.of(part, loopLimit);
  }

  /** The file's graph with the functions as they are in the part that is flattened. */
  private GraphDef whole(GraphDef part) {
    Map<String, FunctionDef> functions = new LinkedHashMap<>();
    Stream.concat(
            file.graph().getLibrary().getFunctionList().stream(),
            part.getLibrary().getFunctionList().stream())
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    GraphDef.Builder whole = file.graph().toBuilder();
    whole.getLibraryBuilder().clearFunction().addAllFunction(functions.values());
    return whole.build();
  }

  private static void requireTypes(FlatGraph graph, List<TensorSchema> tensors) {
    for (TensorSchema tensor : tensors) {
      DataType type = graph.type(tensor.tensor());
      if (type != tensor.type()) {
        throw new IllegalArgumentException(
            String.format(
                "the signature says that \"%s\" is %s, but it is %s",
                tensor.name(), tensor.typeName(), Types.name(type)));
      }
    }
  }

  private SignatureSchema resolved(Frame outermost, FedTensors fed) {
    return new SignatureSchema(
        signature.name(),
        resolved(outermost, signature.inputs(), fed),
        resolved(outermost, signature.outputs(), fed));
  }

  private static List<TensorSchema> resolved(
      Frame outermost, List<TensorSchema> tensors, FedTensors fed) {
    return tensors.stream()
        .map(schema -> schema.at(outermost.resolve(fed.instead(schema.tensor()).toString())))
        .collect(Collectors.toList());
  }

  private static Map<String, FlatNode> byName(List<FlatNode> nodes) {
    Map<String, FlatNode> byName = new LinkedHashMap<>();
    for (FlatNode node : nodes) {
      if (byName.put(node.name(), node) != null) {
        throw new IllegalArgumentException("node \"" + node.name() + "\" appears twice");
      }
    }
    return byName;
  }

  private void requireFeedable() {
    for (TensorSchema input : signature.inputs()) {
      if (Dtype.of(input.type()).isEmpty()) {
        throw new AttributionException(
            ErrorCode.UNSUPPORTED_SIGNATURE, signature.name(), file.name(), input.unfeedable());
      }
    }
  }
}
