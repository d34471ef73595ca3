package io.attributable.graph.flat;

import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.RegisteredGradient;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/**
 * The parts of its file that a flat graph keeps.
 *
 * @param file the file's outermost graph and functions
 * @param objects the graph of Python's objects
 * @param ops all ops that the file may use
 * @param bodies the inlined function bodies, by instance; the outermost graph is the first
 * @param substitutes what stands in the place of tensors that the bodies know
 */
public record Origin(
    GraphDef file,
    SavedObjectGraph objects,
    OpRegistry ops,
    List<Body> bodies,
    Map<TensorRef, TensorRef> substitutes) {
  /** Under which an author's own gradient is registered. */
  private static final String GRADIENT_TYPE = "_gradient_op_type";

  /**
   * A body that was inlined.
   *
   * @param caller the instance that called it
   * @param scope the author's scopes around the call, each with a slash behind it
   * @param function its name; empty for the outermost graph
   * @param tensors from names as the body uses them to tensors of the flat graph
   */
  public record Body(
      int caller, String scope, String function, Function<String, TensorRef> tensors) {}

  /** Copies the map. */
  public Origin {
    substitutes = Map.copyOf(substitutes);
  }

  /** That of a graph in which no tensor stands for another. */
  public Origin(GraphDef file, SavedObjectGraph objects, OpRegistry ops, List<Body> bodies) {
    this(file, objects, ops, bodies, Map.of());
  }

  /** The same with more functions. */
  Origin with(List<FunctionDef> functions) {
    GraphDef.Builder more = file.toBuilder();
    more.getLibraryBuilder().addAllFunction(functions);
    return new Origin(more.build(), objects, ops, bodies, substitutes);
  }

  /** The same of a graph in which other tensors stand for some of its own. */
  Origin replacing(Map<TensorRef, TensorRef> others) {
    Map<TensorRef, TensorRef> all = new HashMap<>(others);
    substitutes.forEach((known, tensor) -> all.put(known, others.getOrDefault(tensor, tensor)));
    return new Origin(file, objects, ops, bodies, all);
  }

  /** A tensor as a function around a node calls it. */
  Optional<TensorRef> visible(FlatNode from, String function, String tensor) {
    int body = from.instance();
    while (body != 0 && !bodies.get(body).function().equals(function)) {
      body = bodies.get(body).caller();
    }
    Body found = bodies.get(body);
    try {
      return found.function().equals(function)
          ? Optional.of(found.tensors().apply(tensor))
              .map(known -> substitutes.getOrDefault(known, known))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The functions that were inlined around a node, from its own to the outermost. */
  List<String> functionsAround(FlatNode node) {
    List<String> around = new ArrayList<>();
    int body = node.instance();
    while (true) {
      around.add(bodies.get(body).function());
      if (body == 0) {
        return around;
      }
      body = bodies.get(body).caller();
    }
  }

  /** The body that opened a scope around a node. */
  int opener(FlatNode node, String scope) {
    int body = node.instance();
    while (bodies.get(body).scope().startsWith(scope + "/")) {
      body = bodies.get(body).caller();
    }
    return body;
  }

  /** The gradient that a node's author saved with it. */
  Optional<String> customGradient(FlatNode node) {
    AttrValue type = node.attributes().get(GRADIENT_TYPE);
    return type == null
        ? Optional.empty()
        : file.getLibrary().getRegisteredGradientsList().stream()
            .filter(saved -> saved.getRegisteredOpType().equals(type.getS().toStringUtf8()))
            .map(RegisteredGradient::getGradientFunc)
            .findFirst();
  }
}
