package io.attributable.inputs.card;

import io.attributable.AttributionException;
import io.attributable.Methods;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is explained unless a request says otherwise. */
final class DefaultsReader {
  private static final String METHOD = "method";
  private static final String NAME = "name";

  private final CardFaults faults;

  DefaultsReader(CardFaults faults) {
    this.faults = faults;
  }

  RequestDefaults read(CardNode node) {
    CardObject explain =
        new CardObject(faults, node, "\"explain\"").only("layers", "output", "target", METHOD);
    Optional<CardNode> method = explain.value(METHOD);
    Map<String, Object> parameters =
        method.filter(CardNode::isObject).map(this::parameters).orElse(Map.of());
    Optional<String> name = method.map(this::name);
    name.ifPresent(known -> check(method.orElseThrow(), known, parameters));
    return new RequestDefaults(
        layers(explain), explain.text("output"), target(explain), name, parameters);
  }

  private static List<String> layers(CardObject explain) {
    return explain.value("layers").filter(CardNode::isText).isPresent()
        ? List.of(explain.requiredText("layers"))
        : explain.texts("layers");
  }

  /** A number is an index. */
  private static Optional<String> target(CardObject explain) {
    return explain
        .value("target")
        .map(
            target -> {
              if (target.isNumber() || target.isText()) {
                return String.valueOf(target.value());
              }
              throw explain.mustBe("target", "a class's name, an index or \"predicted\"", target);
            });
  }

  private String name(CardNode method) {
    return method.isText()
        ? String.valueOf(method.value())
        : new CardObject(faults, method, "\"method\"").requiredText(NAME);
  }

  private Map<String, Object> parameters(CardNode method) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    method
        .members()
        .forEach(
            (key, value) -> {
              if (!key.equals(NAME) && value.value() != CardNode.NULL) {
                parameters.put(key, parameter(key, value));
              }
            });
    return parameters;
  }

  private Object parameter(String key, CardNode value) {
    if (value.isObject() || value.isList()) {
      throw faults.at(
          value,
          "parameter \"%s\" must be a number, a text, true or false; baselines stand with inputs"
              .formatted(key));
    }
    return value.value() instanceof BigDecimal number ? plain(number) : value.value();
  }

  private static Object plain(BigDecimal number) {
    try {
      return number.intValueExact();
    } catch (ArithmeticException e) {
      return number.doubleValue();
    }
  }

  private void check(CardNode method, String name, Map<String, Object> parameters) {
    try {
      Methods.of(name, parameters);
    } catch (AttributionException e) {
      throw faults.at(method, String.valueOf(e.toMap().get("message"))).causedBy(e);
    }
  }
}
