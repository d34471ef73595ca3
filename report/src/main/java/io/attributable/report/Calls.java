package io.attributable.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Methods;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.model.TensorDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.NdArray;

/** The calls that ask for an explanation again: in Java, in Kotlin, and as a request in JSON. */
final class Calls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ReportContent report;
  private final Attribution explained;
  private final List<String> layers;
  private final List<Target> targets;

  /** Calls for several layers, which are explained as one of them is. */
  Calls(ReportContent report, Attribution explained, List<String> layers) {
    this.report = report;
    this.explained = explained;
    this.layers = layers;
    this.targets =
        report.explanations().stream()
            .filter(one -> isAlike(one.attribution()))
            .map(Explanation::target)
            .distinct()
            .toList();
  }

  private boolean isAlike(Attribution other) {
    return other.method().equals(explained.method())
        && other.smoothing().equals(explained.smoothing())
        && other.layer().equals(explained.layer())
        && other.port() == explained.port();
  }

  String java() {
    return "try (AttributableModel model = AttributableModel.load(Path.of("
        + CallText.JAVA.quoted(report.provenance().model())
        + "))) {\n  var why = "
        + chain(CallText.JAVA)
        + ";\n}";
  }

  String kotlin() {
    return "AttributableModel.load(Path.of("
        + CallText.KOTLIN.quoted(report.provenance().model())
        + ")).use { model ->\n  val why = "
        + chain(CallText.KOTLIN)
        + "\n}";
  }

  private String chain(CallText language) {
    List<String> calls = new ArrayList<>();
    calls.add("LayerAttribution.on(model)");
    report
        .provenance()
        .signature()
        .ifPresent(known -> calls.add(".signature(" + language.quoted(known.name()) + ")"));
    calls.add(
        layers.stream().map(language::quoted).collect(Collectors.joining(", ", ".layers(", ")")));
    if (explained.port() == Port.INPUT) {
      calls.add(".port(Port.INPUT)");
    }
    report
        .provenance()
        .output()
        .ifPresent(output -> calls.add(".output(" + language.quoted(output) + ")"));
    calls.add(".method(" + method(language) + ")");
    explained
        .smoothing()
        .ifPresent(
            noise -> calls.add(".smooth(Smoothing.of(" + language.value("", noise.toMap()) + "))"));
    if (!report.provenance().reduction().isNone()) {
      String steps = language.quoted(report.provenance().reduction().toString());
      calls.add(".reduce(Reduction.parse(" + steps + "))");
    }
    report.inputs().forEach((name, array) -> calls.add(input(name, array, language)));
    calls.add(ending());
    return String.join("\n      ", calls);
  }

  private String input(String name, NdArray<?> array, CallText language) {
    String type =
        report
            .provenance()
            .signature()
            .flatMap(
                known -> known.inputs().stream().filter(i -> i.name().equals(name)).findFirst())
            .map(TensorDescription::dtype)
            .map(dtype -> " // " + dtype + " " + array.shape())
            .orElse("");
    return ".input(" + language.quoted(name) + ", " + CallText.variable(name) + ")" + type;
  }

  private String ending() {
    List<String> written = targets.stream().map(CallText::target).toList();
    return written.size() == 1
        ? ".target(" + written.get(0) + ").attribute()"
        : ".attributeTargets(" + String.join(", ", written) + ")";
  }

  private String method(CallText language) {
    Map<String, Object> given = givenParameters(explained.method());
    String name = language.quoted(explained.method().name());
    return given.isEmpty()
        ? "Methods.of(" + name + ")"
        : "Methods.of(" + name + ", " + language.value("", given) + ")";
  }

  /** Those that are not as the method has them by default. */
  private static Map<String, Object> givenParameters(AttributionMethod method) {
    Map<String, Object> all = new LinkedHashMap<>(method.parameters());
    byDefault(method.name())
        .ifPresent(
            defaults ->
                all.entrySet().removeIf(e -> e.getValue().equals(defaults.get(e.getKey()))));
    all.replaceAll((name, value) -> JSON.convertValue(value, Object.class));
    return all;
  }

  private static Optional<Map<String, Object>> byDefault(String method) {
    try {
      return Optional.of(Methods.of(method).parameters());
    } catch (AttributionException e) {
      return Optional.empty(); // Some have to be given.
    }
  }

  String json() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", "why");
    report.provenance().signature().ifPresent(known -> request.put("signature", known.name()));
    request.put("layers", layers);
    if (explained.port() == Port.INPUT) {
      request.put("port", "input");
    }
    report.provenance().output().ifPresent(output -> request.put("output", output));
    request.put("inputs", sources());
    request.put(targets.size() == 1 ? "target" : "targets", jsonTargets());
    Map<String, Object> method = new LinkedHashMap<>();
    method.put("name", explained.method().name());
    givenParameters(explained.method())
        .forEach((name, value) -> method.put(name, CallText.file(name, value)));
    request.put("method", method);
    explained.smoothing().ifPresent(noise -> request.put("smooth", noise.toMap()));
    if (!report.provenance().reduction().isNone()) {
      request.put("reduce", report.provenance().reduction().toString());
    }
    return written(request);
  }

  private Object jsonTargets() {
    List<Object> all = targets.stream().map(Target::toJson).toList();
    return all.size() == 1 ? all.get(0) : all;
  }

  private Map<String, Object> sources() {
    Map<String, Object> sources = new LinkedHashMap<>();
    report
        .provenance()
        .sources()
        .forEach((input, from) -> sources.put(input, from.size() == 1 ? from.get(0) : from));
    if (sources.isEmpty()) {
      report.inputs().keySet().forEach(input -> sources.put(input, input + ".npy"));
    }
    return sources;
  }

  private static String written(Map<String, Object> request) {
    try {
      return JSON.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // Maps, lists, texts and numbers can be written.
    }
  }
}
