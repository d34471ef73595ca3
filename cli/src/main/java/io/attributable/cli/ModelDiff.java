package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.cli.diff.RequestDiff;
import io.attributable.cli.request.Request;
import io.attributable.cli.request.RequestEntry;
import io.attributable.cli.request.TargetSelection;
import io.attributable.evidence.compare.ComparisonOptions;
import io.attributable.evidence.compare.ExplanationComparison;
import io.attributable.evidence.compare.MeantTarget;
import io.attributable.evidence.compare.Thresholds;
import io.attributable.evidence.compare.Violation;
import io.attributable.inputs.ReadInputs;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explains requests with two models, and compares. The inputs are read once, for both.
 *
 * @param inputs how they are read, as for the first model
 * @param layers what is explained instead of what requests say, where that is given
 */
record ModelDiff(
    AttributableModel before,
    AttributableModel after,
    InputSettings inputs,
    List<String> layers,
    ComparisonOptions options,
    Thresholds thresholds) {

  RequestDiff of(RequestEntry entry) {
    try {
      return of(entry.id(), entry.request());
    } catch (AttributionException e) {
      return RequestDiff.failed(entry.id(), String.valueOf(e.getMessage()));
    }
  }

  private RequestDiff of(String id, Request request) {
    SignatureDescription signature =
        request.signature().map(before::signature).orElseGet(before::defaultSignature);
    ReadInputs read = inputs.read(signature, request.inputs(), request.preprocess());
    LayerAttribution first = asked(before, signature.name(), request, read, false);
    LayerAttribution second =
        asked(after, signatureOf(after, request, signature), request, read, true);
    Map<Target, Attributions> ofFirst = explained(first, request.targets(), request.target());
    Map<String, ExplanationComparison> byTarget = new LinkedHashMap<>();
    Map<String, List<Violation>> violations = new LinkedHashMap<>();
    Map<Target, Attributions> ofSecond =
        explained(second, request.targets(), MeantTarget.of(request.target(), ofFirst));
    List<Attributions> others = List.copyOf(ofSecond.values());
    int number = 0;
    for (Map.Entry<Target, Attributions> one : ofFirst.entrySet()) {
      ExplanationComparison comparison =
          ExplanationComparison.of(one.getValue(), others.get(number++), options);
      String target = String.valueOf(one.getKey());
      byTarget.put(target, comparison);
      List<Violation> found = comparison.violations(thresholds);
      if (!found.isEmpty()) {
        violations.put(target, found);
      }
    }
    return new RequestDiff(id, byTarget, violations, "");
  }

  private static String signatureOf(
      AttributableModel model, Request request, SignatureDescription known) {
    Optional<String> named = request.signature();
    boolean same = model.signatures().stream().anyMatch(one -> one.name().equals(known.name()));
    return named.orElseGet(() -> same ? known.name() : model.defaultSignature().name());
  }

  private LayerAttribution asked(
      AttributableModel model,
      String signature,
      Request request,
      ReadInputs read,
      boolean renamed) {
    List<String> wanted = layers.isEmpty() ? request.layers() : layers;
    List<String> named = renamed ? wanted.stream().map(options::other).toList() : wanted;
    Optional<String> output = renamed ? request.output().map(options::other) : request.output();
    Request meant = request.about(named, request.allLayers() && layers.isEmpty(), output);
    LayerAttribution attribution =
        RequestedAttribution.of(model, signature, meant).withPrediction();
    return RequestedAttribution.fed(attribution, meant, read);
  }

  private static Map<Target, Attributions> explained(
      LayerAttribution attribution, Optional<TargetSelection> targets, Target target) {
    if (targets.isEmpty()) {
      return Map.of(target, attribution.target(target).attribute());
    }
    return targets.get().all()
        ? attribution.attributeAllTargets()
        : attribution.attributeTargets(targets.get().named());
  }
}
