package io.attributable.graph.savedmodel;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/**
 * What ops look like: their arguments, attributes and defaults. TensorFlow's own list goes first,
 * then those of op libraries that are loaded. A SavedModel carries the ops it uses as well, but
 * nothing keeps a file from lying about them, and TensorFlow can run none that it does not have:
 * its list only serves for ops that somebody vouches for.
 */
public final class OpRegistry {
  private static final String BUNDLED = "ops.binpb.gz";

  private final Map<String, OpDef> ofLibraries;
  private final Map<String, OpDef> ofFile;
  private final Predicate<String> vouched;

  private OpRegistry(
      Map<String, OpDef> ofLibraries, Map<String, OpDef> ofFile, Predicate<String> vouched) {
    this.ofLibraries = ofLibraries;
    this.ofFile = ofFile;
    this.vouched = vouched;
  }

  /** The ops of TensorFlow alone. */
  public static OpRegistry ofTensorFlow() {
    return new OpRegistry(Map.of(), Map.of(), op -> false);
  }

  /** The ops of TensorFlow, and what a file says of others, for which nobody vouches yet. */
  static OpRegistry of(OpList ofFile) {
    return new OpRegistry(Map.of(), byName(ofFile), op -> false);
  }

  /** The same with ops that a library brings. */
  OpRegistry with(OpList library) {
    Map<String, OpDef> more = new HashMap<>(ofLibraries);
    more.putAll(byName(library));
    return new OpRegistry(more, ofFile, vouched);
  }

  /** The same, taking the file's word on some ops. */
  OpRegistry vouchingFor(Predicate<String> ops) {
    return new OpRegistry(ofLibraries, ofFile, vouched.or(ops));
  }

  /** The op of a name, if it is known. */
  public Optional<OpDef> find(String op) {
    OpDef known = Bundled.OPS.get(op);
    if (known == null) {
      known = ofLibraries.get(op);
    }
    if (known == null && vouched.test(op)) {
      known = ofFile.get(op);
    }
    return Optional.ofNullable(known);
  }

  /**
   * The op of a node.
   *
   * @param node where it was met, for the message
   * @throws AttributionException UNKNOWN_OP
   */
  public OpDef require(String op, String node, String model) {
    return find(op).orElseThrow(() -> unknown(op, node, model));
  }

  /** Whether an op can be run: TensorFlow has it, or a library that is loaded. */
  public boolean isLoaded(String op) {
    return Bundled.OPS.containsKey(op) || ofLibraries.containsKey(op);
  }

  /** Says that an op is not known, and where it may come from. */
  public static AttributionException unknown(String op, String node, String model) {
    return new AttributionException(
        ErrorCode.UNKNOWN_OP,
        op,
        node,
        model,
        KnownOpLibrary.of(op).map(KnownOpLibrary::hint).orElse(""));
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
