package io.attributable.graph.made;

import io.attributable.graph.savedmodel.OpRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/** All ops of TensorFlow, as the library brings them along. */
public final class KnownOps {
  private KnownOps() {}

  public static List<OpDef> all() {
    try (InputStream packed =
        Objects.requireNonNull(OpRegistry.class.getResourceAsStream("ops.binpb.gz"))) {
      return OpList.parseFrom(new GZIPInputStream(packed)).getOpList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
