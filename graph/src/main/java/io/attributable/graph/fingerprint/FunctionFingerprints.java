package io.attributable.graph.fingerprint;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.RegisteredGradient;

/** What the functions that nodes refer to compute, each printed once. */
final class FunctionFingerprints {
  private static final String UNFINISHED = "recursion";
  private static final int DEEPEST = 200;

  private final String model;
  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, String> gradients = new HashMap<>();
  private final Map<String, String> hashes = new HashMap<>();
  private final Map<String, Integer> ops = new TreeMap<>();
  private final CanonicalAttributes contents = new CanonicalAttributes(this);
  private int depth;

  /**
   * Nothing printed yet.
   *
   * @param model what messages call the model
   */
  FunctionFingerprints(String model, FunctionDefLibrary library) {
    this.model = model;
    library
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    for (RegisteredGradient gradient : library.getRegisteredGradientsList()) {
      gradients.putIfAbsent(gradient.getRegisteredOpType(), gradient.getGradientFunc());
    }
  }

  /** Writes attributes that may refer to these functions. */
  CanonicalAttributes contents() {
    return contents;
  }

  /** How often each op occurs in the functions printed so far. */
  Map<String, Integer> ops() {
    return ops;
  }

  /**
   * What a function computes; its name has no part in it.
   *
   * @throws AttributionException MODEL_TOO_LARGE if functions refer to each other without end
   */
  String hash(String name) {
    String known = hashes.putIfAbsent(name, UNFINISHED);
    if (known != null) {
      return known;
    }
    if (++depth > DEEPEST) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          model,
          "its functions refer to each other more than " + DEEPEST + " deep");
    }
    FunctionDef function = functions.get(name);
    String hash = function == null ? "missing" : hash(function);
    hashes.put(name, hash);
    depth--;
    return hash;
  }

  /** What the gradient computes that an author registered; nothing if it was not saved along. */
  String gradient(String type) {
    String function = gradients.get(type);
    return function == null ? "lost" : hash(function);
  }

  private String hash(FunctionDef function) {
    function.getNodeDefList().stream()
        .map(node -> CanonicalAttributes.op(node.getOp()))
        .forEach(op -> ops.merge(op, 1, Integer::sum));
    return CanonicalOrder.of(new FunctionSteps(function, contents).read()).hex();
  }
}
