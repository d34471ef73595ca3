package io.attributable.graph.savedmodel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/**
 * What ops look like: their arguments, attributes and defaults. A SavedModel carries the ops it
 * uses; for files without them, and for the nodes that gradients add, TensorFlow's own list stands
 * in.
 */
public final class OpRegistry {
  private static final String BUNDLED = "ops.binpb.gz";

  private final Map<String, OpDef> ofFile;

  private OpRegistry(Map<String, OpDef> ofFile) {
    this.ofFile = ofFile;
  }

  /** The ops of TensorFlow alone. */
  public static OpRegistry ofTensorFlow() {
    return new OpRegistry(Map.of());
  }

  /** The ops a file lists, and behind them those of TensorFlow. */
  static OpRegistry of(OpList ofFile) {
    return new OpRegistry(byName(ofFile));
  }

  /** The op of a name, if it is known. */
  public Optional<OpDef> find(String op) {
    OpDef own = ofFile.get(op);
    return own != null ? Optional.of(own) : Optional.ofNullable(Bundled.OPS.get(op));
  }

  private static Map<String, OpDef> byName(OpList list) {
    Map<String, OpDef> ops = new HashMap<>();
    list.getOpList().forEach(op -> ops.put(op.getName(), op));
    return ops;
  }

  /** Read at the first use: most files bring all they need. */
  private static final class Bundled {
    static final Map<String, OpDef> OPS = read();

    private static Map<String, OpDef> read() {
      try (InputStream packed = OpRegistry.class.getResourceAsStream(BUNDLED)) {
        if (packed == null) {
          throw new IllegalStateException(BUNDLED + " is missing from the jar");
        }
        return byName(OpList.parseFrom(new GZIPInputStream(packed)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
