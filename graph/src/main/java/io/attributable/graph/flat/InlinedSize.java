package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/**
 * The size of a graph after inlining, computed before: calls in a file of some kilobytes can expand
 * to more nodes than any machine holds.
 */
final class InlinedSize {
  private static final int DEEPEST = 200;
  private static final long MOST_PARTS = 2_000_000;
  private static final long MOST_CHARACTERS = 256_000_000;

  /**
   * What a body comes to.
   *
   * @param parts nodes and their inputs, those of all calls included
   * @param characters of all their names
   * @param depth how deep calls go on in it
   */
  private record Extent(long parts, long characters, int depth) {}

  private final String model;
  private final FunctionLibrary library;
  private final Map<String, Extent> known = new HashMap<>();
  private final Set<String> callers = new LinkedHashSet<>();

  InlinedSize(String model, FunctionLibrary library) {
    this.model = model;
    this.library = library;
  }

  /**
   * Traverses all calls, each function once.
   *
   * @throws AttributionException MISSING_FUNCTION, RECURSIVE_FUNCTION, MODEL_TOO_LARGE
   */
  void requireFinite(List<NodeDef> outermost) {
    measure(outermost);
  }

  private Extent measure(List<NodeDef> body) {
    long parts = 0;
    long characters = 0;
    int depth = 0;
    for (NodeDef node : body) {
      parts += 1 + node.getInputCount();
      characters += node.getName().length();
      if (library.isCall(node)) {
        Extent called = measure(library.callee(node));
        parts += called.parts();
        characters += called.characters() + called.parts() * (node.getName().length() + 1L);
        depth = Math.max(depth, called.depth() + 1);
      }
      for (FunctionDef held : library.held(node)) {
        depth = Math.max(depth, measure(held).depth() + 1);
      }
      check(parts, characters, depth);
    }
    return new Extent(parts, characters, depth);
  }

  private Extent measure(FunctionDef function) {
    String name = function.getSignature().getName();
    Extent extent = known.get(name);
    if (extent != null) {
      return extent;
    }
    if (!callers.add(name)) {
      throw new AttributionException(
          ErrorCode.RECURSIVE_FUNCTION, name, model, String.join(" > ", callers) + " > " + name);
    }
    check(0, 0, callers.size());
    extent = measure(function.getNodeDefList());
    callers.remove(name);
    known.put(name, extent);
    return extent;
  }

  private void check(long parts, long characters, int depth) {
    if (depth > DEEPEST) {
      throw tooLarge("its functions call each other more than " + DEEPEST + " deep");
    }
    if (parts > MOST_PARTS || characters > MOST_CHARACTERS) {
      throw tooLarge("with its functions inlined it has more than a million nodes");
    }
  }

  private AttributionException tooLarge(String reason) {
    return new AttributionException(ErrorCode.MODEL_TOO_LARGE, model, reason);
  }
}
