package io.attributable.graph.checkpoint;

import io.attributable.graph.tensor.OutsideHeap;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.TensorProto;

/**
 * Reads the values of a checkpoint, and checks each by its checksum, as TensorFlow does
 * (tensorflow/core/util/tensor_bundle/tensor_bundle.cc, {@code GetValue}).
 */
public final class CheckpointReader {
  private final CheckpointIndex index;
  private final Path prefix;

  /**
   * Reads from the files of a checkpoint.
   *
   * @param prefix what the names of all files begin with, such as {@code variables/variables}
   */
  public CheckpointReader(CheckpointIndex index, Path prefix) {
    this.index = index;
    this.prefix = prefix;
  }

  /**
   * Reads values. They lie {@linkplain OutsideHeap outside of the Java heap}, as little-endian
   * content of the tensors.
   *
   * @param keys of {@linkplain CheckpointIndex#entry plain entries}
   * @return by key
   * @throws IOException if one is not there, or is not what was written
   */
  public Map<String, TensorProto> read(Collection<String> keys) throws IOException {
    Map<Integer, Map<String, BundleEntryProto>> shards = new TreeMap<>();
    for (String key : keys) {
      BundleEntryProto entry =
          index.entry(key).orElseThrow(() -> new IOException("the checkpoint has no " + key));
      shards.computeIfAbsent(entry.getShardId(), id -> new HashMap<>()).put(key, entry);
    }
    Map<String, TensorProto> values = new HashMap<>();
    for (var shard : shards.entrySet()) {
      try (SeekableByteChannel file = Files.newByteChannel(path(shard.getKey()))) {
        for (var entry : shard.getValue().entrySet()) {
          values.put(entry.getKey(), value(entry.getValue(), file));
        }
      }
    }
    return values;
  }

  /** See tensorflow/core/util/tensor_bundle/naming.cc. */
  private Path path(int shard) {
    return prefix.resolveSibling(
        "%s.data-%05d-of-%05d".formatted(prefix.getFileName(), shard, index.shards()));
  }

  private static TensorProto value(BundleEntryProto entry, SeekableByteChannel file)
      throws IOException {
    if (entry.getSize() > file.size() - entry.getOffset() || entry.getSize() > OutsideHeap.MOST) {
      throw new IOException("a value is outside of its file, or too large");
    }
    ByteBuffer bytes = OutsideHeap.allocate((int) entry.getSize());
    file.position(entry.getOffset());
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new EOFException("the file ends within a value");
      }
    }
    if (MaskedCrc32c.of(bytes.flip()) != entry.getCrc32C()) {
      throw new IOException("the checksum of a value is wrong");
    }
    return TensorProto.newBuilder()
        .setDtype(entry.getDtype())
        .setTensorShape(entry.getShape())
        .setTensorContent(OutsideHeap.content(bytes))
        .build();
  }
}
