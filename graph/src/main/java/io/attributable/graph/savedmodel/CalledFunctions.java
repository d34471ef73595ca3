package io.attributable.graph.savedmodel;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/** The functions of a model's Python objects, and which of them an address means. */
final class CalledFunctions {
  private static final Pattern NUMBERED = Pattern.compile("(.+)#([1-9][0-9]{0,8})");
  private static final Pattern WITH_ARGUMENTS = Pattern.compile("(.+?)@(.+)");
  private static final String CALL = "__call__";

  /** One concrete function. */
  record Found(FunctionTraces function, int trace) {
    String address() {
      return function.addresses().get(trace);
    }

    ConcreteFunction concrete() {
      return function.traces().get(trace);
    }
  }

  private final String model;
  private final SavedObjectGraph objects;
  private final ObjectPaths paths;
  private final Map<String, FunctionDef> definitions = new HashMap<>();
  private final Map<String, SavedObject> bare = new HashMap<>();

  CalledFunctions(String model, MetaGraphDef graph) {
    this.model = model;
    this.objects = graph.getObjectGraphDef();
    this.paths = new ObjectPaths(objects);
    graph
        .getGraphDef()
        .getLibrary()
        .getFunctionList()
        .forEach(function -> definitions.put(function.getSignature().getName(), function));
    for (SavedObject object : objects.getNodesList()) {
      if (object.hasBareConcreteFunction()) {
        bare.putIfAbsent(object.getBareConcreteFunction().getConcreteFunctionName(), object);
      }
    }
  }

  /** All that are listed. */
  List<FunctionSchema> schemas() {
    return all().stream()
        .flatMap(
            function -> IntStream.range(0, function.traces().size()).mapToObj(function::schema))
        .toList();
  }

  private List<FunctionTraces> all() {
    List<FunctionTraces> all = new ArrayList<>();
    paths.callables().forEach((path, object) -> all.add(traces(path, object)));
    all.removeIf(function -> function.traces().isEmpty());
    return all;
  }

  private FunctionTraces traces(String path, int object) {
    SavedObject callable = objects.getNodes(object);
    List<String> names =
        callable.hasFunction()
            ? callable.getFunction().getConcreteFunctionsList()
            : List.of(callable.getBareConcreteFunction().getConcreteFunctionName());
    List<ConcreteFunction> traces = new ArrayList<>();
    for (String name : names) {
      FunctionDef definition = definitions.get(name);
      SavedConcreteFunction saved = objects.getConcreteFunctionsMap().get(name);
      if (definition != null && saved != null) {
        traces.add(new ConcreteFunction(definition, saved, described(name, callable)));
      }
    }
    return new FunctionTraces(path, traces);
  }

  /** Old versions of TensorFlow saved traces without objects; only their function lists them. */
  private SavedBareConcreteFunction described(String name, SavedObject callable) {
    SavedObject own = bare.get(name);
    SavedBareConcreteFunction.Builder bare =
        own == null
            ? SavedBareConcreteFunction.newBuilder()
            : own.getBareConcreteFunction().toBuilder();
    if (callable.hasFunction()) {
      bare.setFunctionSpec(callable.getFunction().getFunctionSpec());
    }
    return bare.build();
  }

  /**
   * The default function: the inference trace of the root's {@code __call__}, else of its only
   * function. Empty if there are several.
   */
  Optional<Found> byDefault() {
    Map<String, FunctionTraces> own = new LinkedHashMap<>();
    List<FunctionTraces> all = all();
    all.stream()
        .filter(function -> !function.path().contains("."))
        .forEach(function -> own.put(function.path(), function));
    FunctionTraces chosen = own.get(CALL);
    if (chosen == null && own.size() == 1) {
      chosen = own.values().iterator().next();
    }
    if (chosen == null && all.size() == 1) {
      chosen = all.get(0);
    }
    return chosen == null ? Optional.empty() : only(chosen, chosen.forInference());
  }

  private static Optional<Found> only(FunctionTraces function, List<Integer> traces) {
    return traces.size() == 1 ? Optional.of(new Found(function, traces.get(0))) : Optional.empty();
  }

  /**
   * The one that an address means; empty if no function has that path.
   *
   * @throws AttributionException AMBIGUOUS_SIGNATURE, UNKNOWN_SIGNATURE
   */
  Optional<Found> find(String address) {
    String text = address.substring(FunctionTraces.PREFIX.length());
    Optional<FunctionTraces> whole = function(text);
    if (whole.isPresent()) {
      List<Integer> meant = whole.get().forInference();
      return Optional.of(choose(address, whole.get(), meant));
    }
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches() && function(numbered.group(1)).isPresent()) {
      FunctionTraces function = function(numbered.group(1)).orElseThrow();
      int trace = Integer.parseInt(numbered.group(2)) - 1;
      return Optional.of(
          choose(address, function, trace < function.traces().size() ? List.of(trace) : List.of()));
    }
    Matcher traced = WITH_ARGUMENTS.matcher(text);
    return traced.matches()
        ? function(traced.group(1))
            .map(function -> choose(address, function, function.with(traced.group(2))))
        : Optional.empty();
  }

  private Optional<FunctionTraces> function(String path) {
    return paths
        .callable(path)
        .map(object -> traces(path, object))
        .filter(function -> !function.traces().isEmpty());
  }

  private Found choose(String address, FunctionTraces function, List<Integer> meant) {
    if (meant.size() == 1) {
      return new Found(function, meant.get(0));
    }
    List<String> addresses = function.addresses();
    if (meant.isEmpty()) {
      throw new AttributionException(
          ErrorCode.UNKNOWN_SIGNATURE,
          address,
          model,
          Signatures.quoted(addresses),
          Suggestions.didYouMean(address, addresses));
    }
    throw new AttributionException(
        ErrorCode.AMBIGUOUS_SIGNATURE,
        address,
        model,
        meant.size(),
        function.traces().size(),
        Signatures.quoted(meant.stream().map(addresses::get).toList()));
  }

  /** The addresses of all that are listed. */
  Stream<String> addresses() {
    return all().stream().flatMap(function -> function.addresses().stream());
  }
}
