package io.attributable.graph.savedmodel;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.Struct.StructuredValue;

/** One trace of one function: its inputs, outputs and captures by their names in Python. */
final class ConcreteFunction {
  private final FunctionDef definition;
  private final SavedConcreteFunction saved;
  private final List<String> keywords;
  private final PythonArguments arguments;
  private final StructuredTensors taken;
  private final StructuredTensors given;

  ConcreteFunction(
      FunctionDef definition, SavedConcreteFunction saved, SavedBareConcreteFunction bare) {
    this.definition = definition;
    this.saved = saved;
    this.keywords = bare.getArgumentKeywordsList();
    StructuredValue signature = saved.getCanonicalizedInputSignature();
    this.arguments = new PythonArguments(signature, bare.getFunctionSpec());
    this.taken = StructuredTensors.of(signature);
    this.given = StructuredTensors.of(saved.getOutputSignature());
  }

  String name() {
    return definition.getSignature().getName();
  }

  /** The objects it captures, in the order of its last arguments. */
  List<Integer> captures() {
    return saved.getBoundInputsList();
  }

  /** Arguments that were settled when it was traced. */
  Map<String, String> settled() {
    return arguments.settled();
  }

  /** All arguments, as Python writes them. */
  String arguments() {
    return arguments.text(inputNames());
  }

  /** Why it cannot be called with tensors by name. */
  Optional<String> obstacle() {
    return arguments
        .obstacle()
        .map(reason -> "of what it takes, " + reason)
        .or(() -> given.obstacle().map(reason -> "of what it gives, " + reason))
        .or(this::contradiction);
  }

  private Optional<String> contradiction() {
    OpDef signature = definition.getSignature();
    boolean agrees =
        Stream.concat(signature.getInputArgList().stream(), signature.getOutputArgList().stream())
                .noneMatch(argument -> isUnknown(argument.getType()))
            && signature.getInputArgCount() == taken.leaves().size() + captures().size()
            && signature.getOutputArgCount() == given.leaves().size()
            && sameTypes(signature.getInputArgList(), taken.leaves())
            && sameTypes(signature.getOutputArgList(), given.leaves());
    return agrees
        ? Optional.empty()
        : Optional.of("its function takes or gives something else than Python's objects say");
  }

  private static boolean isUnknown(DataType type) {
    return type == DataType.UNRECOGNIZED || type == DataType.DT_INVALID;
  }

  private static boolean sameTypes(List<OpDef.ArgDef> args, List<StructuredTensors.Leaf> leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      if (args.get(i).getType() != leaves.get(i).type()) {
        return false;
      }
    }
    return true;
  }

  /** The inputs, which are yet to be placed in a graph. */
  List<TensorSchema> inputs() {
    return tensors(taken.leaves(), inputNames());
  }

  /** The outputs, which are yet to be placed in a graph. */
  List<TensorSchema> outputs() {
    return tensors(given.leaves(), outputNames());
  }

  private static List<TensorSchema> tensors(
      List<StructuredTensors.Leaf> leaves, List<String> names) {
    List<TensorSchema> tensors = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      StructuredTensors.Leaf leaf = leaves.get(i);
      tensors.add(
          new TensorSchema(
              names.get(i), new TensorRef("", i), leaf.type(), Types.shape(leaf.shape())));
    }
    return tensors;
  }

  /** What Python's {@code ConcreteFunction} calls them, else what the graph calls them. */
  private List<String> inputNames() {
    int count = taken.leaves().size();
    if (keywords.size() == count && areDistinct(keywords)) {
      return keywords;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OpDef signature = definition.getSignature();
      names.add(i < signature.getInputArgCount() ? signature.getInputArg(i).getName() : "in_" + i);
    }
    return areDistinct(names) ? names : numbered("input_", count);
  }

  /** The keys that lead to them; {@code output_0} and so on where there are none. */
  private List<String> outputNames() {
    List<String> names = new ArrayList<>();
    for (StructuredTensors.Leaf leaf : given.leaves()) {
      String path = String.join("_", leaf.path());
      boolean keyed = !path.isEmpty() && !Character.isDigit(path.charAt(0));
      names.add(keyed ? path : "output_" + (path.isEmpty() ? "0" : path));
    }
    return areDistinct(names) ? names : numbered("output_", names.size());
  }

  private static boolean areDistinct(List<String> names) {
    Set<String> distinct = new HashSet<>(names);
    return distinct.size() == names.size() && !distinct.contains("");
  }

  private static List<String> numbered(String prefix, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(prefix + i);
    }
    return names;
  }
}
