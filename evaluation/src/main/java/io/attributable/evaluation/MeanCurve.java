package io.attributable.evaluation;

import io.attributable.metrics.PerturbationCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mean of curves, each read at the same places: those of the one with most points. */
final class MeanCurve {
  private MeanCurve() {}

  static Optional<PerturbationCurve> of(List<PerturbationCurve> curves) {
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    List<Double> places =
        curves.stream()
            .map(PerturbationCurve::fractions)
            .reduce((one, other) -> other.size() > one.size() ? other : one)
            .orElseThrow();
    List<Double> means = new ArrayList<>();
    for (double place : places) {
      means.add(curves.stream().mapToDouble(curve -> at(curve, place)).average().orElseThrow());
    }
    return Optional.of(new PerturbationCurve(places, means));
  }

  private static double at(PerturbationCurve curve, double place) {
    List<Double> fractions = curve.fractions();
    int right = 1;
    while (right < fractions.size() - 1 && fractions.get(right) < place) {
      right++;
    }
    double from = fractions.get(right - 1);
    double part = (place - from) / (fractions.get(right) - from);
    double left = curve.scores().get(right - 1);
    return left + part * (curve.scores().get(right) - left);
  }
}
