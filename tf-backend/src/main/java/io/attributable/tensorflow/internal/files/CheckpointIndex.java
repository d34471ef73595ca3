package io.attributable.tensorflow.internal.files;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tensorflow.proto.BundleHeaderProto;

/**
 * The beginning of {@code variables.index}: a table of LevelDB's format whose first entry has an
 * empty key and the header as its value (tensorflow/core/util/tensor_bundle).
 */
final class CheckpointIndex {
  private static final int MOST_SHARDS = 99_999;

  private CheckpointIndex() {}

  /**
   * The number of files of the variables.
   *
   * @throws IOException if it is no index
   */
  static int shards(InputStream index) throws IOException {
    CodedInputStream table = CodedInputStream.newInstance(index);
    int shared = table.readRawVarint32();
    int own = table.readRawVarint32();
    if (shared + own != 0) {
      throw new IOException("variables.index does not begin with its header");
    }
    int length = table.readRawVarint32();
    int shards = BundleHeaderProto.parseFrom(table.readRawBytes(length)).getNumShards();
    if (shards < 1 || shards > MOST_SHARDS) {
      throw new IOException("variables.index speaks of " + shards + " files");
    }
    return shards;
  }
}
