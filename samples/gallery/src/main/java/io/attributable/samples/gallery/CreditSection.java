package io.attributable.samples.gallery;

import io.attributable.Attribution;
import io.attributable.Reason;
import io.attributable.samples.credit.Applications;
import io.attributable.samples.credit.CreditDesk;
import io.attributable.samples.credit.DecisionPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Two applications for credit: one that was declined, and one that was approved. */
final class CreditSection {
  private static final String SOURCE = "src/main/java/io/attributable/samples/credit/";
  private static final int REASONS = 4;

  private final Path sample;

  CreditSection(Path sample) {
    this.sample = sample;
  }

  Section write() throws IOException {
    return new Section(
        "credit",
        "Why was this application declined?",
        "A network scores applications for credit. Compared with the mean of those it approves,"
            + " each answer in the form moves the score down (blue) or up (red), and all of them"
            + " together lead from F(baseline), the score of that mean, to F(x), the score of this"
            + " application.",
        parts(),
        List.of(
            "./attributable explain samples/credit/models/credit"
                + " --input row=samples/credit/applications.csv#11 --reasons 4 --out why"),
        Source.declaration(sample.resolve(SOURCE + "Credit.java"))
            + "\n\n"
            + Source.method(sample.resolve(SOURCE + "CreditDesk.java"), "explain")
            + "\n\nwhy.reasons(4)",
        "samples/credit");
  }

  private List<Part> parts() throws IOException {
    Path model = sample.resolve("models/credit");
    Path table = sample.resolve("applications.csv");
    try (CreditDesk desk = CreditDesk.open(model)) {
      return List.of(
          part(desk, desk.applications(table, "11"), "Application 11"),
          part(desk, desk.applications(table, "4"), "Application 4"));
    }
  }

  private static Part part(CreditDesk desk, Applications application, String name) {
    Attribution why = desk.explain(application);
    double probability = CreditDesk.probability(why, 0);
    String decision = probability > 0.5 ? "approved" : "declined";
    String title =
        String.format(
            Locale.ROOT, "%s: %s, good credit %.0f %%", name, decision, 100 * probability);
    return Part.of(title, "What spoke most against it:")
        .reasons(
            why.reasons(REASONS).get(0).reasons().stream().map(r -> words(application, r)).toList())
        .and(
            DecisionPicture.waterfall(application, why, 0),
            DecisionPicture.narrow(application, why, 0));
  }

  private static String words(Applications application, Reason reason) {
    return String.format(
            Locale.ROOT,
            "%s: %s (%+.2f)",
            reason.text().orElse(reason.feature()),
            application.written(0, reason.feature()),
            reason.contribution())
        .replace("(-", "(\u2212");
  }
}
