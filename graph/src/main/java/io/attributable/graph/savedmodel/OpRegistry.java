package io.attributable.graph.savedmodel;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.op.PackagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/**
 * The definitions of ops: arguments, attributes and defaults. TensorFlow's own list comes first,
 * then those of loaded op libraries. A SavedModel contains the definitions of its ops, too, but
 * they may be wrong, and TensorFlow cannot run ops that it does not have: they are used for vouched
 * ops only.
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

  /** The ops of TensorFlow, and a file's definitions of others, none of them vouched for yet. */
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

  /** The op of a name, if it is defined. */
  public Optional<OpDef> find(String op) {
    OpDef found = Bundled.OPS.get(op);
    if (found == null) {
      found = ofLibraries.get(op);
    }
    if (found == null && vouched.test(op)) {
      found = ofFile.get(op);
    }
    return Optional.ofNullable(found);
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

  /**
   * Whether an op is not of TensorFlow itself, but of a library that somebody loads or vouches for.
   */
  public boolean isOfLibrary(String op) {
    return !Bundled.OPS.containsKey(op) && find(op).isPresent();
  }

  /** All ops of TensorFlow itself. */
  public static Collection<OpDef> allOfTensorFlow() {
    return Collections.unmodifiableCollection(Bundled.OPS.values());
  }

  /** The failure for an unknown op, with its likely library. */
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
      try (InputStream packed = PackagedFile.open(OpRegistry.class, BUNDLED)) {
        return byName(OpList.parseFrom(new GZIPInputStream(packed)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
