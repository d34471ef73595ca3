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
 * What ops look like: their arguments, attributes and defaults. TensorFlow's own list goes first: a
 * SavedModel carries the ops it uses as well, but nothing keeps a file from lying about them. Its
 * list only serves for ops that TensorFlow does not have.
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

  /** The ops of TensorFlow, and behind them those that a file lists. */
  static OpRegistry of(OpList ofFile) {
    return new OpRegistry(byName(ofFile));
  }

  /** The op of a name, if it is known. */
  public Optional<OpDef> find(String op) {
    OpDef known = Bundled.OPS.get(op);
    return Optional.ofNullable(known != null ? known : ofFile.get(op));
  }

  private static Map<String, OpDef> byName(OpList list) {
    Map<String, OpDef> ops = new HashMap<>();
    list.getOpList().forEach(op -> ops.put(op.getName(), op));
    return ops;
  }

  /** Read at the first use. */
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
