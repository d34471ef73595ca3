package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tape.FunctionDependence;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorShapeProto;

/** The body of a {@code While}: what takes each of the loop's variables to its next value. */
public final class LoopBody {
  private LoopBody() {}

  /** Opens a loop's body. */
  public static FunctionGraph open(FlatGraph caller, FlatNode loop, FunctionGraphs functions) {
    NameAttrList body = loop.attribute("body").getFunc();
    return functions.open(caller, body, variables(loop));
  }

  /** Opens the loop's condition. */
  public static FunctionGraph condition(FlatGraph caller, FlatNode loop, FunctionGraphs functions) {
    NameAttrList condition = loop.attribute("cond").getFunc();
    return functions.open(caller, condition, variables(loop));
  }

  /** What all values that a variable takes have in common; a first value's shape may not last. */
  private static List<FlatNode.Output> variables(FlatNode loop) {
    List<TensorShapeProto> shapes = loop.attribute("output_shapes").getList().getShapeList();
    List<FlatNode.Output> variables = new ArrayList<>();
    for (int i = 0; i < loop.outputs().size(); i++) {
      Shape shape = i < shapes.size() ? Types.shape(shapes.get(i)) : Shape.unknown();
      variables.add(new FlatNode.Output(loop.outputs().get(i).type(), shape));
    }
    return variables;
  }

  /** What variables that no iteration changes are given, by the body's argument. */
  static Map<TensorRef, TensorRef> given(FlatNode loop, FunctionGraph body) {
    Map<TensorRef, TensorRef> given = new HashMap<>();
    for (int i = 0; i < body.arguments().size(); i++) {
      if (body.passesThrough(i)) {
        given.put(body.arguments().get(i), loop.inputs().get(i));
      }
    }
    return given;
  }

  /** Which variables' first values each variable's last one may depend on. */
  static List<BitSet> dependence(FunctionGraph body, FunctionDependence functions) {
    List<BitSet> once = functions.ofFunction(body);
    List<BitSet> any = new ArrayList<>();
    for (int i = 0; i < once.size(); i++) {
      BitSet itself = new BitSet();
      itself.set(i);
      any.add(itself);
    }
    while (grow(any, once)) {
      // Until one more iteration adds nothing.
    }
    return any;
  }

  private static boolean grow(List<BitSet> any, List<BitSet> once) {
    boolean grown = false;
    for (int i = 0; i < any.size(); i++) {
      int before = any.get(i).cardinality();
      BitSet result = any.get(i);
      once.get(i).stream().forEach(variable -> result.or(any.get(variable)));
      grown |= result.cardinality() > before;
    }
    return grown;
  }
}
