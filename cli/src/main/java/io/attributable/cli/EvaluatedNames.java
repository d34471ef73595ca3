package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.ErrorCode;
import io.attributable.IntegratedGradients;
import io.attributable.cli.report.MethodsWanted;
import io.attributable.evaluation.EvaluatedMethod;
import io.attributable.inputs.card.SignatureCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Methods of {@code evaluate} by what they are called: {@code NAME} or {@code NAME@LAYER}. */
record EvaluatedNames(Map<String, Object> parameters, SignatureCard card) {
  private static final String BASELINE = "baseline";

  /**
   * The methods.
   *
   * @throws AttributionException UNKNOWN_METHOD, METHOD_PARAMETER, USAGE
   */
  List<EvaluatedMethod> methods(List<String> names) {
    MethodsWanted wanted = new MethodsWanted(parameters, card);
    List<EvaluatedMethod> methods = new ArrayList<>();
    List<AttributionMethod> chosen = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      int at = name.indexOf(EvaluatedMethod.AT);
      AttributionMethod method = wanted.of(at < 0 ? name : name.substring(0, at));
      if (at == name.length() - 1 || !seen.add(name)) {
        throw new AttributionException(
            ErrorCode.USAGE,
            at == name.length() - 1
                ? "--methods \"" + name + "\" names no layer behind @"
                : "--methods names \"" + name + "\" twice",
            "attributable evaluate");
      }
      chosen.add(method);
      methods.add(
          at < 0
              ? EvaluatedMethod.of(method)
              : EvaluatedMethod.of(method, name.substring(at + EvaluatedMethod.AT.length())));
    }
    wanted.check(chosen);
    return methods;
  }

  /**
   * What stands for absence in metrics: what it is to the first of the methods that has a baseline,
   * or would be to one that has.
   *
   * @throws AttributionException METHOD_PARAMETER, UNREADABLE_FILE
   */
  Baseline baseline(List<EvaluatedMethod> methods) {
    return methods.stream()
        .map(EvaluatedMethod::method)
        .filter(BaselineMethod.class::isInstance)
        .map(method -> ((BaselineMethod) method).baseline())
        .findFirst()
        .orElseGet(this::baseline);
  }

  private Baseline baseline() {
    Map<String, Object> own = new HashMap<>(parameters);
    own.keySet().retainAll(Set.of(BASELINE));
    String name = new IntegratedGradients().name();
    return ((BaselineMethod) new MethodsWanted(own, card).of(name)).baseline();
  }
}
