package io.attributable.tensorflow.internal.session;

import com.google.protobuf.ByteString;
import io.attributable.graph.checkpoint.CheckpointIndex;
import io.attributable.graph.checkpoint.CheckpointReader;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.LoadableSubgraph;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.RestoredVariables;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.VariableId;
import io.attributable.graph.stored.WeightContents;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.files.SavedModelFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * What the variables of a model are once it is loaded, read without loading it. TensorFlow's loader
 * takes half of the time to a first explanation, and keeps the values once more. Immutable; the
 * values lie outside of the Java heap until nothing refers to them.
 */
public final class RestoredWeights implements WeightContents {
  private final Map<VariableId, TensorProto> values;
  private final IdentityHashMap<ByteString, VariableId> holders = new IdentityHashMap<>();

  private RestoredWeights(Map<VariableId, TensorProto> values) {
    this.values = values;
    values.forEach((variable, value) -> holders.put(value.getTensorContent(), variable));
  }

  /**
   * Reads them.
   *
   * @param most how many bytes they may take
   * @return empty if they are more, or if only TensorFlow's loader knows what they are, or whether
   *     the files are whole
   */
  public static Optional<RestoredWeights> read(
      SavedModelFiles files, SavedModelFile file, long most) {
    if (!LoadableSubgraph.isWhole(file.graph(), file.ops()) || !SignatureNodes.areThere(file)) {
      return Optional.empty();
    }
    return RestoredVariables.of(file.metaGraph()).flatMap(keys -> read(files, file, keys, most));
  }

  private static Optional<RestoredWeights> read(
      SavedModelFiles files, SavedModelFile file, Map<VariableId, String> keys, long most) {
    if (keys.isEmpty()) {
      return Optional.of(new RestoredWeights(Map.of()));
    }
    try {
      CheckpointIndex index = CheckpointIndex.read(files.checkpointIndex());
      if (!fits(file, keys, index) || bytes(keys, index) > most) {
        return Optional.empty();
      }
      Map<String, TensorProto> read =
          new CheckpointReader(index, files.checkpoint()).read(new HashSet<>(keys.values()));
      Map<VariableId, TensorProto> values = new HashMap<>();
      keys.forEach((variable, key) -> values.put(variable, Objects.requireNonNull(read.get(key))));
      return Optional.of(new RestoredWeights(values));
    } catch (IOException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  /** Whether each variable is what its entry of the checkpoint is. */
  private static boolean fits(
      SavedModelFile file, Map<VariableId, String> keys, CheckpointIndex index) {
    for (NodeDef node : file.graph().getNodeList()) {
      String key = OpTrait.isVariable(node.getOp()) ? keys.get(VariableId.of(node)) : null;
      if (key != null && index.entry(key).filter(entry -> fits(node, entry)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(NodeDef variable, BundleEntryProto entry) {
    DataType type = Types.withoutReference(variable.getAttrOrThrow("dtype").getType());
    return type == entry.getDtype()
        && Types.shape(variable.getAttrOrThrow("shape").getShape())
            .isCompatibleWith(Types.shape(entry.getShape()));
  }

  private static long bytes(Map<VariableId, String> keys, CheckpointIndex index) {
    Set<String> different = new HashSet<>(keys.values());
    return different.stream().mapToLong(key -> index.entry(key).orElseThrow().getSize()).sum();
  }

  /** The value of a variable; empty if it has none, or if that is not known. */
  public Optional<TensorProto> of(FlatNode variable) {
    return of(SharedNames.keep(variable).toProto());
  }

  @Override
  public Optional<VariableId> variable(ByteString content) {
    return Optional.ofNullable(holders.get(content));
  }

  @Override
  public Optional<ByteString> content(VariableId variable) {
    return Optional.ofNullable(values.get(variable)).map(TensorProto::getTensorContent);
  }

  /** The same for a node of the outermost graph. */
  Optional<TensorProto> of(NodeDef variable) {
    return Optional.ofNullable(values.get(VariableId.of(variable)));
  }
}
