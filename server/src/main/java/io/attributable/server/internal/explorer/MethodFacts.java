package io.attributable.server.internal.explorer;

import io.attributable.Methods;
import io.attributable.report.MethodWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All methods with their parameters, of which the page makes its fields. */
final class MethodFacts {
  private MethodFacts() {}

  static List<Object> all() {
    List<Object> methods = new ArrayList<>();
    for (String name : Methods.names()) {
      MethodWords words = MethodWords.of(name);
      Map<String, Object> method = new LinkedHashMap<>();
      method.put("name", name);
      method.put("title", words.title());
      method.put("says", words.says());
      method.put("promise", words.promise());
      method.put("parameters", parameters(name));
      methods.add(method);
    }
    return methods;
  }

  private static List<Object> parameters(String method) {
    List<Object> parameters = new ArrayList<>();
    for (Methods.Parameter parameter : Methods.parameters()) {
      parameter.uses().stream()
          .filter(use -> use.method().equals(method))
          .forEach(use -> parameters.add(parameter(parameter, use)));
    }
    return parameters;
  }

  private static Map<String, Object> parameter(Methods.Parameter parameter, Methods.Use use) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", parameter.name());
    map.put("label", parameter.label());
    map.put("description", use.description());
    map.put("words", parameter.words());
    map.put("byInput", parameter.byInput());
    map.put("byDefault", parameter.byInput() ? "" : String.valueOf(use.byDefault()));
    return map;
  }
}
