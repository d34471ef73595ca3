package io.attributable.graph.checkpoint;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksums of TensorFlow's files. They are masked, as a checksum of data that holds checksums
 * detects less (tensorflow/core/lib/hash/crc32c.h, {@code Mask}).
 */
final class MaskedCrc32c {
  private static final int DELTA = 0xa282ead8;
  private static final int ROTATED = 15;

  private MaskedCrc32c() {}

  /** Of what remains in a buffer, which is left as it is. */
  static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return Integer.rotateRight((int) crc.getValue(), ROTATED) + DELTA;
  }
}
