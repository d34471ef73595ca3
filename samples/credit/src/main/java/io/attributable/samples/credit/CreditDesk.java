package io.attributable.samples.credit;

import io.attributable.Attribution;
import io.attributable.Baseline;
import io.attributable.IntegratedGradients;
import io.attributable.Reason;
import io.attributable.Target;
import io.attributable.inputs.InputReader;
import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Tells why applications were declined. Close it when done.
 *
 * <pre>{@code
 * CreditDesk samples/credit 11
 * }</pre>
 */
public final class CreditDesk implements AutoCloseable {
  private static final Target GOOD_CREDIT = Target.of(0);
  private static final int MOST_REASONS = 4;

  private final CreditExplainer explainer;
  private final InputReader inputs;
  private final Baseline approved;

  private CreditDesk(CreditExplainer explainer, InputReader inputs, Baseline approved) {
    this.explainer = explainer;
    this.inputs = inputs;
    this.approved = approved;
  }

  /** Opens the model that lies in a folder; its card beside it says how rows are read. */
  public static CreditDesk open(Path model) throws IOException {
    Baseline approved = Baseline.of("row", NpyReader.read(model.resolve("approved.npy")).values());
    CreditExplainer explainer = CreditExplainer.load(model);
    return new CreditDesk(explainer, InputReader.of(explainer.signature(), model), approved);
  }

  /** The sample's folder, and which application: 11 is one that was declined. */
  public static void main(String[] arguments) throws IOException {
    Path sample = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String row = arguments.length > 1 ? arguments[1] : "11";
    Path model = sample.resolve("models/credit");
    try (CreditDesk desk = open(model)) {
      Applications applications = desk.applications(sample.resolve("applications.csv"), row);
      Attribution why = desk.explain(applications);
      printReasons(System.out, applications, why);
      Path picture = sample.resolve("target/why-declined.svg");
      DecisionPicture.waterfall(applications, why, 0).svg(picture);
      System.out.println("The whole way from the mean approved application: " + picture);
    }
  }

  /**
   * Reads rows of a table as the model takes them.
   *
   * @param rows such as {@code 3} or {@code 3-7}, from 1
   */
  public Applications applications(Path table, String rows) {
    return Applications.read(inputs, table, rows);
  }

  /** Explains applications relative to the mean approved one. */
  public Attribution explain(Applications applications) {
    return explainer
        .application()
        .row(applications.numbers())
        .features(applications.features())
        .target(GOOD_CREDIT)
        .method(new IntegratedGradients(approved))
        .attribute();
  }

  /** The probability of good credit. */
  public static double probability(Attribution why, int application) {
    return 1 / (1 + Math.exp(-why.convergence().orElseThrow().at().get(application)));
  }

  /** What spoke most against the first application. */
  static void printReasons(PrintStream out, Applications applications, Attribution why) {
    out.printf("Good credit: %.0f %%. What spoke against it:%n", 100 * probability(why, 0));
    for (Reason reason : why.reasons(MOST_REASONS).get(0)) {
      String has = applications.written(0, reason.feature());
      out.printf("%d. %s: %s%n", reason.rank(), reason.text().orElseThrow(), has);
    }
  }

  @Override
  public void close() {
    explainer.close();
  }
}
