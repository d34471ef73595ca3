package io.attributable.graph.policy;

import io.attributable.graph.savedmodel.OpRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * What a node does outside of its graph, by its op and its attributes. Ops of libraries do nothing
 * here: who loads a library decides on it.
 */
final class NodeEffect {
  private static final Set<String> STREAMS =
      Set.of("", "stdout", "stderr", "log(info)", "log(warning)", "log(error)");
  private static final Pattern BY_DESCRIPTOR = Pattern.compile("DecodeProtoV2|EncodeProto");
  private static final Pattern DEBUG = Pattern.compile("Debug\\w+|Copy(Host)?");

  private final OpRegistry ops;

  NodeEffect(OpRegistry ops) {
    this.ops = ops;
  }

  /** Nothing where all that it does stays in the graph. */
  Optional<OpEffect> of(NodeDef node) {
    String op = node.getOp();
    if (ops.isOfLibrary(op)) {
      return Optional.empty();
    }
    Optional<OpEffect> always = OpEffect.of(op);
    if (always.isPresent()) {
      return always;
    }
    Optional<OpEffect> byAttributes = byAttributes(node);
    return byAttributes.isPresent() || !isStateful(op) || HarmlessState.is(op)
        ? byAttributes
        : Optional.of(OpEffect.UNKNOWN);
  }

  /** Whether an op has no state by its definition, so that TensorFlow may run it ahead of time. */
  boolean isStateful(String op) {
    return ops.find(op).map(known -> known.getIsStateful()).orElse(false);
  }

  private static Optional<OpEffect> byAttributes(NodeDef node) {
    String op = node.getOp();
    if (op.equals("PrintV2") && !STREAMS.contains(text(node, "output_stream"))) {
      return Optional.of(OpEffect.WRITES_FILES);
    }
    if (DEBUG.matcher(op).matches()
        && !(texts(node, "debug_urls").isEmpty() && texts(node, "debug_ops_spec").isEmpty())) {
      return Optional.of(OpEffect.WRITES_FILES);
    }
    boolean reads =
        (op.equals("FixedUnigramCandidateSampler") && !text(node, "vocab_file").isEmpty())
            || (BY_DESCRIPTOR.matcher(op).matches() && !isInline(text(node, "descriptor_source")));
    return reads ? Optional.of(OpEffect.READS_FILES) : Optional.empty();
  }

  /** Descriptors of messages are in the program, or follow; else it is the name of a file. */
  private static boolean isInline(String source) {
    return source.isEmpty() || source.equals("local://") || source.startsWith("bytes://");
  }

  private static String text(NodeDef node, String name) {
    return attribute(node, name).getS().toStringUtf8();
  }

  private static List<?> texts(NodeDef node, String name) {
    return attribute(node, name).getList().getSList();
  }

  private static AttrValue attribute(NodeDef node, String name) {
    return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
  }
}
