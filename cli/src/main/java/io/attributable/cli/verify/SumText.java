package io.attributable.cli.verify;

import io.attributable.Convergence;
import io.attributable.PathMethod;
import io.attributable.tensorflow.verify.LayerVerification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Says how attributions add up to the change of the output, of methods that promise it. */
final class SumText {
  private final VerificationReport report;

  private SumText(VerificationReport report) {
    this.report = report;
  }

  /** A line for each layer; none of other methods. */
  static List<String> of(VerificationReport report) {
    SumText text = new SumText(report);
    List<String> lines = new ArrayList<>();
    for (LayerVerification layer : report.verification().layers()) {
      layer
          .convergence()
          .filter(found -> !found.delta().isEmpty())
          .ifPresent(found -> lines.add(text.line(layer.layer(), found)));
    }
    return lines;
  }

  private String line(String layer, Convergence found) {
    int worst = worst(found);
    double change = change(found, worst);
    double delta = found.delta().get(worst);
    return text(
            "%s: %sattributions of %s sum to the output's change of %.4g but for %.2e%s, in example"
                + " %d, the worst of %d",
            layer,
            report
                .smoothing()
                .map(noise -> "in the mean of " + noise.samples() + " samples with noise, ")
                .orElse(""),
            report.method().name(),
            change,
            delta,
            change == 0 ? "" : text(" (%.2g %%)", 100 * Math.abs(delta / change)),
            worst,
            found.delta().size())
        + steps(found)
        + tolerance(found);
  }

  private static String steps(Convergence found) {
    return found.steps() > 0 ? "; " + found.steps() + " steps" : "";
  }

  private String tolerance(Convergence found) {
    if (!(report.method() instanceof PathMethod path) || path.tolerance() == 0) {
      return "";
    }
    boolean within =
        IntStream.range(0, found.delta().size())
            .allMatch(
                i ->
                    Math.abs(found.delta().get(i))
                        <= path.tolerance() * Math.abs(change(found, i)));
    return text("; %s the tolerance of %s", within ? "within" : "above", path.tolerance());
  }

  /** The example whose delta is the largest part of its change. */
  private static int worst(Convergence found) {
    int worst = 0;
    for (int i = 1; i < found.delta().size(); i++) {
      if (part(found, i) > part(found, worst)) {
        worst = i;
      }
    }
    return worst;
  }

  private static double part(Convergence found, int example) {
    double delta = Math.abs(found.delta().get(example));
    return delta == 0 ? 0 : delta / Math.abs(change(found, example));
  }

  private static double change(Convergence found, int example) {
    return found.at().get(example) - found.atBaseline().get(example);
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
