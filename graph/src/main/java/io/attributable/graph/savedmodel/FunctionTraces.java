package io.attributable.graph.savedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The concrete functions that one function of Python was traced into. Each has an address: {@code
 * call:PATH} where there is one; else the arguments that differ, such as {@code
 * call:PATH@training=False}; else their index from 1, as {@code call:PATH#2}.
 *
 * @param path the attributes that lead to the function
 * @param traces in the order in which they were traced
 */
record FunctionTraces(String path, List<ConcreteFunction> traces) {
  static final String PREFIX = "call:";
  private static final String TRAINING = "training";

  FunctionTraces {
    traces = List.copyOf(traces);
  }

  /** The address of each. */
  List<String> addresses() {
    if (traces.size() == 1) {
      return List.of(PREFIX + path);
    }
    Set<String> telling = telling();
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < traces.size(); i++) {
      String arguments =
          traces.get(i).settled().entrySet().stream()
              .filter(argument -> telling.contains(argument.getKey()))
              .map(argument -> argument.getKey() + "=" + argument.getValue())
              .collect(Collectors.joining(","));
      boolean alone = with(arguments).equals(List.of(i));
      addresses.add(PREFIX + path + (alone ? "@" + arguments : "#" + (i + 1)));
    }
    return addresses;
  }

  /** The settled arguments that are not the same in all traces. */
  private Set<String> telling() {
    Set<String> names = new TreeSet<>();
    traces.forEach(trace -> names.addAll(trace.settled().keySet()));
    names.removeIf(
        name ->
            traces.stream().map(trace -> trace.settled().getOrDefault(name, "")).distinct().count()
                == 1);
    return names;
  }

  /** The indices of those that a path alone may mean: not the ones for training. */
  List<Integer> forInference() {
    return numbersOf(trace -> !trace.settled().getOrDefault(TRAINING, "").equals("True"));
  }

  /**
   * The indices of those that were traced with some arguments.
   *
   * @param wanted such as {@code training=False,scale=2.0}
   */
  List<Integer> with(String wanted) {
    String[] arguments = wanted.split(",(?=[A-Za-z_][A-Za-z_0-9]*=)", -1);
    return numbersOf(
        trace -> {
          for (String argument : arguments) {
            if (!has(trace.settled(), argument)) {
              return false;
            }
          }
          return true;
        });
  }

  /** Text may be without quotes, and booleans as Java writes them. */
  private static boolean has(Map<String, String> settled, String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      return false;
    }
    String value = settled.get(argument.substring(0, equals).strip());
    return value != null && plain(value).equals(plain(argument.substring(equals + 1)));
  }

  private static String plain(String value) {
    String text = value.strip();
    boolean truth = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    return truth ? text.toLowerCase(Locale.ROOT) : text.replaceAll("['\"\\s]", "");
  }

  private List<Integer> numbersOf(Predicate<ConcreteFunction> wanted) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < traces.size(); i++) {
      if (wanted.test(traces.get(i))) {
        indices.add(i);
      }
    }
    return indices;
  }

  /** What a trace takes and gives, as users see it. */
  FunctionSchema schema(int trace) {
    ConcreteFunction function = traces.get(trace);
    return new FunctionSchema(
        addresses().get(trace),
        function.arguments(),
        function.inputs(),
        function.outputs(),
        function.obstacle());
  }
}
