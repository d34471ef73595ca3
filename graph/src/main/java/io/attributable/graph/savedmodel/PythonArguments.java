package io.attributable.graph.savedmodel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tensorflow.proto.SavedObjectGraphOuterClass.FunctionSpec;
import org.tensorflow.proto.Struct.PairValue;
import org.tensorflow.proto.Struct.StructuredValue;

/**
 * The arguments that a function of Python was traced with: some hold tensors, the others were
 * settled then, such as {@code training=False}.
 */
final class PythonArguments {
  private final Map<String, StructuredValue> arguments = new LinkedHashMap<>();

  /**
   * The arguments of one trace.
   *
   * @param signature positional arguments and those by name, as Python's loader reads them
   * @param spec the names of the positional ones
   */
  PythonArguments(StructuredValue signature, FunctionSpec spec) {
    List<StructuredValue> parts = signature.getTupleValue().getValuesList();
    List<String> names = names(spec);
    if (!parts.isEmpty()) {
      List<StructuredValue> positional = parts.get(0).getTupleValue().getValuesList();
      for (int i = 0; i < positional.size(); i++) {
        arguments.put(i < names.size() ? names.get(i) : "args_" + i, positional.get(i));
      }
    }
    if (parts.size() > 1) {
      StructuredTensors.children(parts.get(1))
          .forEach(child -> arguments.putIfAbsent(child.name(), child.value()));
    }
  }

  private static List<String> names(FunctionSpec spec) {
    List<String> names = new ArrayList<>();
    for (PairValue field : spec.getFullargspec().getNamedTupleValue().getValuesList()) {
      if (field.getKey().equals("args")) {
        field.getValue().getListValue().getValuesList().stream()
            .map(StructuredValue::getStringValue)
            .forEach(names::add);
      }
    }
    // The object itself, which is no argument of calls.
    return spec.getIsMethod() && !names.isEmpty() ? names.subList(1, names.size()) : names;
  }

  /** What was settled when the function was traced, by argument. */
  Map<String, String> settled() {
    Map<String, String> settled = new LinkedHashMap<>();
    arguments.forEach(
        (name, value) -> {
          StructuredTensors tensors = StructuredTensors.of(value);
          if (tensors.leaves().isEmpty() && tensors.obstacle().isEmpty()) {
            settled.put(name, text(value, List.<String>of().iterator()));
          }
        });
    return settled;
  }

  /** Why some argument is not made of tensors of the graph, by the argument's name. */
  Optional<String> obstacle() {
    return arguments.entrySet().stream()
        .map(argument -> StructuredTensors.of(argument.getKey(), argument.getValue()))
        .flatMap(tensors -> tensors.obstacle().stream())
        .findFirst();
  }

  /** All arguments as Python would write them, tensors by their names. */
  String text(List<String> tensors) {
    Iterator<String> names = tensors.iterator();
    return arguments.entrySet().stream()
        .map(
            argument -> {
              String value = text(argument.getValue(), names);
              return value.equals(argument.getKey()) ? value : argument.getKey() + "=" + value;
            })
        .collect(Collectors.joining(", "));
  }

  private static String text(StructuredValue value, Iterator<String> tensors) {
    return switch (value.getKindCase()) {
      case TENSOR_SPEC_VALUE, BOUNDED_TENSOR_SPEC_VALUE -> tensors.hasNext() ? tensors.next() : "…";
      case NONE_VALUE -> "None";
      case BOOL_VALUE -> value.getBoolValue() ? "True" : "False";
      case INT64_VALUE -> Long.toString(value.getInt64Value());
      case FLOAT64_VALUE -> Double.toString(value.getFloat64Value());
      case STRING_VALUE -> "'" + value.getStringValue() + "'";
      case LIST_VALUE -> parts(value, tensors, "[", "]", false);
      case TUPLE_VALUE -> parts(value, tensors, "(", ")", false);
      case DICT_VALUE, NAMED_TUPLE_VALUE -> parts(value, tensors, "{", "}", true);
      default -> "…";
    };
  }

  private static String parts(
      StructuredValue value, Iterator<String> tensors, String open, String close, boolean named) {
    List<String> parts = new ArrayList<>();
    StructuredTensors.children(value)
        .forEach(
            child ->
                parts.add(
                    (named ? "'" + child.name() + "': " : "") + text(child.value(), tensors)));
    return open + String.join(", ", parts) + close;
  }
}
