package io.attributable.samples.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.Convergence;
import io.attributable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;

class CreditDeskTest {
  private static final Path MODEL = Path.of("models/credit");
  private static final Path TABLE = Path.of("applications.csv");

  /** What Keras said of the sample's applications, as tools/train_credit.py prints it. */
  private static final double[] BY_KERAS = {
    0.75, 0.84, 0.85, 0.92, 0.43, 0.84, 0.72, 0.91, 0.74, 0.89, 0.17, 0.24
  };

  private static CreditDesk desk;

  @BeforeAll
  static void open() throws IOException {
    desk = CreditDesk.open(MODEL);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void theCardMakesOfTextsWhatTheModelWasTrainedWith() {
    Applications all = desk.applications(TABLE, "1-12");
    Attribution why = desk.explain(all);
    for (int i = 0; i < BY_KERAS.length; i++) {
      assertThat(CreditDesk.probability(why, i)).isCloseTo(BY_KERAS[i], within(0.005));
    }
  }

  @Test
  void theDeclinedApplicationHasItsReasons() {
    Attribution why = desk.explain(desk.applications(TABLE, "11"));
    List<Reason> reasons = why.reasons(4).get(0).reasons();
    assertThat(reasons)
        .extracting(Reason::feature)
        .containsExactly("account", "history", "months", "rate");
    assertThat(reasons.get(0).text()).contains("Standing of the checking account");
    assertThat(reasons).extracting(Reason::contribution).allMatch(value -> value < 0);
  }

  @Test
  void featuresLeadFromTheMeanApprovedApplicationToThisOne() {
    Applications application = desk.applications(TABLE, "11");
    Attribution why = desk.explain(application);
    FloatNdArray steps = DecisionPicture.byFeature(application.table().features(), why.floats(), 0);
    double sum = 0;
    for (int i = 0; i < steps.size(); i++) {
      sum += steps.getFloat(i);
    }
    Convergence scores = why.convergence().orElseThrow();
    assertThat(scores.delta().get(0)).isCloseTo(0, within(1e-4));
    assertThat(sum).isCloseTo(scores.at().get(0) - scores.atBaseline().get(0), within(1e-4));
    assertThat(DecisionPicture.waterfall(application, why, 0).altText())
        .contains("Waterfall of 13 features", "Checking account");
  }

  @Test
  void whatAnApplicantWroteIsToldAsItWas() {
    Applications application = desk.applications(TABLE, "11");
    assertThat(application.written(0, "months")).isEqualTo("36 months");
    assertThat(application.written(0, "account")).isEqualTo("overdrawn");
  }

  @Test
  void runs() throws IOException {
    CreditDesk.main(new String[] {"."});
    assertThat(Files.readString(Path.of("target/why-declined.svg"))).contains("<svg");
  }
}
