package io.attributable.graph.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import io.attributable.graph.tensor.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.BundleHeaderProto.Endianness;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The table of contents of a checkpoint: what each of its tensors is and where it lies
 * (tensorflow/core/util/tensor_bundle/tensor_bundle.h; tensorflow/core/protobuf/
 * tensor_bundle.proto). Immutable.
 */
public final class CheckpointIndex {
  /** A table of contents with a million tensors is smaller. */
  private static final long LARGEST = 256L << 20;

  private final Map<String, BundleEntryProto> entries = new HashMap<>();
  private final int shards;

  private CheckpointIndex(List<SortedTable.Entry> table) throws IOException {
    if (table.isEmpty() || !table.get(0).key().isEmpty()) {
      throw new IOException("the checkpoint has no header");
    }
    BundleHeaderProto header = BundleHeaderProto.parseFrom(table.get(0).value());
    if (header.getEndianness() != Endianness.LITTLE || header.getVersion().getMinConsumer() > 0) {
      throw new IOException("the checkpoint is for another machine or another TensorFlow");
    }
    this.shards = header.getNumShards();
    for (SortedTable.Entry entry : table.subList(1, table.size())) {
      entries.put(entry.key().toStringUtf8(), BundleEntryProto.parseFrom(entry.value()));
    }
  }

  /**
   * Reads it.
   *
   * @param file such as {@code variables/variables.index}
   * @throws IOException if it cannot be read, is damaged, or not of TensorFlow's usual kind
   */
  public static CheckpointIndex read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("the table of contents is too large");
    }
    try {
      return new CheckpointIndex(SortedTable.read(Files.readAllBytes(file)));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("the table of contents is damaged", e);
    }
  }

  /** In how many files the values are. */
  int shards() {
    return shards;
  }

  /**
   * What is known about a tensor of numbers that is stored in one piece; empty for others.
   *
   * @param key such as {@code dense/kernel/.ATTRIBUTES/VARIABLE_VALUE}
   */
  public Optional<BundleEntryProto> entry(String key) {
    return Optional.ofNullable(entries.get(key)).filter(CheckpointIndex::isPlain);
  }

  private static boolean isPlain(BundleEntryProto entry) {
    return entry.getSlicesCount() == 0
        && Types.bytes(entry.getDtype()) > 0
        && entry.getOffset() >= 0
        && bytes(entry) == entry.getSize();
  }

  /** Not a number where the shape is none. */
  private static double bytes(BundleEntryProto entry) {
    double bytes = Types.bytes(entry.getDtype());
    for (TensorShapeProto.Dim dimension : entry.getShape().getDimList()) {
      bytes *= dimension.getSize() < 0 ? Double.NaN : dimension.getSize();
    }
    return entry.getShape().getUnknownRank() ? Double.NaN : bytes;
  }
}
