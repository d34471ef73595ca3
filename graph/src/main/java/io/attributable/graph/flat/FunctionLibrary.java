package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.OpTrait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;

/** A graph's functions by name. */
public final class FunctionLibrary {

  private final String model;
  private final Map<String, FunctionDef> functions = new HashMap<>();

  public FunctionLibrary(String model, FunctionDefLibrary library) {
    this.model = model;
    library
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /** Whether a node does nothing but call a function: by a call op or by the function's name. */
  boolean isCall(NodeDef node) {
    return OpTrait.CALL.is(node.getOp()) || functions.containsKey(node.getOp());
  }

  /** The function of a name, if there is one. */
  public Optional<FunctionDef> find(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /** The functions that a node such as {@code While} refers to without calling them at once. */
  List<FunctionDef> held(NodeDef node) {
    List<FunctionDef> held = new ArrayList<>();
    if (!isCall(node)) {
      for (String name : FunctionReferences.names(node.getAttrMap())) {
        find(name).ifPresent(held::add);
      }
    }
    return held;
  }

  /**
   * The function that a call calls.
   *
   * @throws AttributionException MISSING_FUNCTION
   */
  FunctionDef callee(NodeDef call) {
    String name =
        OpTrait.CALL.is(call.getOp())
            ? call.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName()
            : call.getOp();
    FunctionDef function = functions.get(name);
    if (function == null) {
      throw new AttributionException(ErrorCode.MISSING_FUNCTION, name, call.getName(), model);
    }
    return function;
  }
}
