package io.attributable.graph.fingerprint;

import io.attributable.graph.savedmodel.OpRegistry;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.OpDef;

/** Writes attributes as text that does not depend on names or on what was left to its default. */
final class CanonicalAttributes {
  /** How state is called, and how functions are run: nothing that changes what is computed. */
  private static final Set<String> SILENT =
      Set.of(
          "shared_name",
          "container",
          "debug_name",
          "allowed_devices",
          "config",
          "config_proto",
          "executor_type");

  /** Under which an author's own gradient is registered. */
  private static final String GRADIENT_TYPE = "_gradient_op_type";

  /** The op of calls of functions by name, which old graphs write instead of a call op. */
  private static final String CALL = "(function)";

  private static final int LONG = 64;
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private final FunctionFingerprints functions;

  CanonicalAttributes(FunctionFingerprints functions) {
    this.functions = functions;
  }

  /** Of a node whose op is known. */
  String of(OpDef op, Map<String, AttrValue> attributes) {
    Map<String, AttrValue> complete = new TreeMap<>();
    for (OpDef.AttrDef attribute : op.getAttrList()) {
      AttrValue own = attributes.get(attribute.getName());
      if (own != null || attribute.hasDefaultValue()) {
        complete.put(attribute.getName(), own != null ? own : attribute.getDefaultValue());
      }
    }
    return text(complete) + gradient(attributes);
  }

  /** Of a node in a function, whose op may be the name of another function. */
  String of(String op, Map<String, AttrValue> attributes) {
    return OPS.find(op)
        .map(known -> of(known, attributes))
        .orElseGet(() -> functions.hash(op) + visible(attributes) + gradient(attributes));
  }

  /** The op's type; a call of a function by its name has a type of its own. */
  static String op(String op) {
    return OPS.find(op).isPresent() ? op : CALL;
  }

  private String visible(Map<String, AttrValue> attributes) {
    Map<String, AttrValue> visible = new TreeMap<>(attributes);
    visible.keySet().removeIf(name -> name.startsWith("_"));
    return text(visible);
  }

  private String gradient(Map<String, AttrValue> attributes) {
    AttrValue type = attributes.get(GRADIENT_TYPE);
    return type == null ? "" : " gradient " + functions.gradient(type.getS().toStringUtf8());
  }

  private String text(Map<String, AttrValue> sorted) {
    return sorted.entrySet().stream()
        .filter(entry -> !SILENT.contains(entry.getKey()))
        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
        .collect(Collectors.joining(";"));
  }

  private String text(AttrValue value) {
    if (value.hasFunc()) {
      return text(value.getFunc());
    }
    List<NameAttrList> several = value.getList().getFuncList();
    return several.isEmpty()
        ? text(value.toByteArray())
        : several.stream().map(this::text).collect(Collectors.joining(",", "[", "]"));
  }

  private String text(NameAttrList function) {
    return functions.hash(function.getName()) + "{" + visible(function.getAttrMap()) + "}";
  }

  /** Weights that were frozen into the graph may take gigabytes. */
  private static String text(byte[] value) {
    return value.length <= LONG
        ? Base64.getEncoder().encodeToString(value)
        : new Digest().add(value).hex();
  }
}
