package io.attributable.graph.savedmodel;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/** The signatures of a model by name: those that serve, and why the others do not. Immutable. */
final class Signatures {
  static final String DEFAULT = "serving_default";
  private static final Set<String> INIT_SIGNATURES =
      Set.of("__saved_model_init_op", "__saved_model_train_op");

  private static final String EXPORT =
      " Export it with signatures: tf.saved_model.save(model, DIR, signatures=…).";
  private static final int MOST = 6;

  private final String model;
  private final Map<String, SignatureSchema> served = new TreeMap<>();
  private final Map<String, UnsupportedSignature> unserved = new TreeMap<>();

  Signatures(String model, MetaGraphDef graph) {
    this.model = model;
    InputDefaults defaults = new InputDefaults(graph.getGraphDef());
    graph
        .getSignatureDefMap()
        .forEach(
            (name, definition) -> {
              if (!INIT_SIGNATURES.contains(name)) {
                add(name, definition, defaults);
              }
            });
  }

  private Signatures(Signatures other) {
    this.model = other.model;
    served.putAll(other.served);
    unserved.putAll(other.unserved);
  }

  private void add(String name, SignatureDef definition, InputDefaults defaults) {
    SignatureReader reader = new SignatureReader(definition);
    reader
        .obstacle()
        .ifPresentOrElse(
            reason -> unserved.put(name, new UnsupportedSignature(name, reason)),
            () -> served.put(name, reader.read(name, defaults)));
  }

  List<SignatureSchema> served() {
    return List.copyOf(served.values());
  }

  List<UnsupportedSignature> unserved() {
    return List.copyOf(unserved.values());
  }

  /** Whether there is none at all, not even one that cannot be served. */
  boolean isEmpty() {
    return served.isEmpty() && unserved.isEmpty();
  }

  /**
   * The signature of a name; empty if there is none.
   *
   * @throws AttributionException UNSUPPORTED_SIGNATURE
   */
  Optional<SignatureSchema> find(String wanted) {
    UnsupportedSignature refused = unserved.get(wanted);
    if (refused != null) {
      throw unsupported(refused);
    }
    return Optional.ofNullable(served.get(wanted));
  }

  /** The default signature; empty if there are several candidates. */
  Optional<String> byDefault() {
    if (served.containsKey(DEFAULT) || unserved.containsKey(DEFAULT)) {
      return Optional.of(DEFAULT);
    }
    Set<String> candidates = served.isEmpty() ? unserved.keySet() : served.keySet();
    return candidates.size() == 1 ? Optional.of(candidates.iterator().next()) : Optional.empty();
  }

  /** The same with one more. */
  Signatures with(String requested, SignatureSchema signature) {
    Signatures more = new Signatures(this);
    more.served.put(requested, signature);
    more.served.put(signature.name(), signature);
    return more;
  }

  /**
   * The failure for an unknown signature, with the names that exist.
   *
   * @param functions the functions that can be named instead of a signature
   */
  AttributionException unknown(String wanted, List<String> functions) {
    Set<String> names = new TreeSet<>(served.keySet());
    names.addAll(unserved.keySet());
    String there = quoted(names);
    String remedy = Suggestions.didYouMean(wanted, names);
    if (names.isEmpty() || wanted.startsWith(FunctionTraces.PREFIX)) {
      if (!functions.isEmpty()) {
        there =
            (names.isEmpty() ? "none, but functions " : there + " and functions ")
                + some(functions);
        remedy = Suggestions.didYouMean(wanted, functions);
        remedy = remedy.isEmpty() ? " Name one of them as the signature." : remedy;
      } else if (names.isEmpty()) {
        remedy = EXPORT;
      }
    }
    return new AttributionException(ErrorCode.UNKNOWN_SIGNATURE, wanted, model, there, remedy);
  }

  /** The first of many functions, as messages list them. */
  static String some(List<String> functions) {
    String text = quoted(functions.stream().limit(MOST).toList());
    return functions.size() <= MOST
        ? text
        : text + " and " + (functions.size() - MOST) + " more, which inspect lists";
  }

  /** Some names, as messages list them. */
  static String quoted(Collection<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }

  private AttributionException unsupported(UnsupportedSignature refused) {
    String remedy =
        served.isEmpty()
            ? "export it with plain tensors"
            : "export it with plain tensors, or use another signature: it has "
                + quoted(served.keySet());
    return new AttributionException(
        ErrorCode.UNSUPPORTED_SIGNATURE, refused.name(), model, refused.reason() + "; " + remedy);
  }
}
