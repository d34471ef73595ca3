package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.Struct.StructuredValue;

/**
 * A gradient's function in Python's objects.
 *
 * @param captures its inputs behind the gradients of the outputs, in order
 * @param results for each input that has a gradient, the index of the function's result
 */
public record SavedCustomGradient(List<Capture> captures, Map<Integer, Integer> results) {

  /** Something that a function takes from around it. */
  public sealed interface Capture {
    /**
     * A tensor of a function that calls the op, or of one around that.
     *
     * @param function its name
     * @param tensor as the function calls it
     */
    record Tensor(String function, String tensor) implements Capture {}

    /**
     * A constant of the outermost graph.
     *
     * @param node its name
     */
    record Constant(String node) implements Capture {}

    /**
     * A variable, or another object that ops hold by a handle.
     *
     * @param id the object's id
     */
    record Resource(int id) implements Capture {}
  }

  /** What the model says of a gradient's function. */
  public static SavedCustomGradient find(FlatGraph graph, String function) {
    SavedObjectGraph objects = graph.objects();
    SavedConcreteFunction saved =
        objects.getConcreteFunctionsOrDefault(function, SavedConcreteFunction.getDefaultInstance());
    List<Capture> captures = new ArrayList<>();
    for (int id : saved.getBoundInputsList()) {
      captures.add(capture(objects.getNodes(id), id));
    }
    List<Boolean> present = new ArrayList<>();
    flatten(saved.getOutputSignature(), present);
    Map<Integer, Integer> results = new LinkedHashMap<>();
    for (int i = 0; i < present.size(); i++) {
      if (present.get(i)) {
        results.put(i, results.size());
      }
    }
    return new SavedCustomGradient(captures, results);
  }

  private static Capture capture(SavedObject object, int id) {
    return switch (object.getKindCase()) {
      case CAPTURED_TENSOR ->
          new Capture.Tensor(
              object.getCapturedTensor().getConcreteFunction(),
              object.getCapturedTensor().getName());
      case CONSTANT -> new Capture.Constant(object.getConstant().getOperation());
      default -> new Capture.Resource(id);
    };
  }

  /** Whether there is a gradient at each position; where there is none, Python wrote None. */
  private static void flatten(StructuredValue value, List<Boolean> present) {
    switch (value.getKindCase()) {
      case LIST_VALUE -> value.getListValue().getValuesList().forEach(v -> flatten(v, present));
      case TUPLE_VALUE -> value.getTupleValue().getValuesList().forEach(v -> flatten(v, present));
      case NONE_VALUE -> present.add(false);
      default -> present.add(true);
    }
  }
}
