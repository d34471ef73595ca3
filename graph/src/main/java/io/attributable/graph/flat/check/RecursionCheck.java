package io.attributable.graph.flat.check;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.op.FunctionReferences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;

/**
 * Refuses functions that call themselves, and calls nested deeper than in any real program, in
 * unused functions, too: TensorFlow traverses the whole library recursively.
 */
final class RecursionCheck {
  private static final int DEEPEST = 200;

  private final String model;
  private final Map<String, FunctionDef> functions = new LinkedHashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();

  private RecursionCheck(String model, FunctionDefLibrary library) {
    this.model = model;
    library
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /** A function on the current path, and its calls that were not visited yet. */
  private record Step(String name, Iterator<String> open) {}

  /**
   * Checks all functions.
   *
   * @throws AttributionException RECURSIVE_FUNCTION, MODEL_TOO_LARGE
   */
  static void refuse(String model, FunctionDefLibrary library) {
    RecursionCheck recursion = new RecursionCheck(model, library);
    recursion.functions.keySet().forEach(recursion::visit);
  }

  /** Without recursion: a file may be deeper than the JVM's stack. */
  private void visit(String start) {
    Deque<Step> stack = new ArrayDeque<>();
    Set<String> callers = new LinkedHashSet<>();
    enter(start, stack, callers);
    while (!stack.isEmpty()) {
      Step step = stack.peek();
      if (step.open().hasNext()) {
        enter(step.open().next(), stack, callers);
      } else {
        stack.pop();
        callers.remove(step.name());
        depths.put(step.name(), depth(step.name()));
      }
    }
  }

  private void enter(String name, Deque<Step> stack, Set<String> callers) {
    if (depths.containsKey(name)) {
      return;
    }
    if (!callers.add(name)) {
      List<String> path = new ArrayList<>(callers);
      throw new AttributionException(
          ErrorCode.RECURSIVE_FUNCTION,
          name,
          model,
          String.join(" > ", path.subList(path.indexOf(name), path.size())) + " > " + name);
    }
    stack.push(new Step(name, called(name).iterator()));
  }

  private int depth(String name) {
    int depth = 1;
    for (String called : called(name)) {
      depth = Math.max(depth, 1 + depths.getOrDefault(called, 0));
    }
    if (depth > DEEPEST) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          model,
          "its functions call each other more than " + DEEPEST + " deep");
    }
    return depth;
  }

  private Set<String> called(String name) {
    Set<String> called = new LinkedHashSet<>();
    FunctionDef function = functions.get(name);
    if (function != null) {
      for (NodeDef node : function.getNodeDefList()) {
        called.addAll(FunctionReferences.callable(node));
      }
      called.retainAll(functions.keySet());
    }
    return called;
  }
}
