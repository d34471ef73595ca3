package io.attributable.samples.spring;

import io.attributable.Attribution;
import io.attributable.Baseline;
import io.attributable.IntegratedGradients;
import io.attributable.Target;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.view.InputView;
import io.attributable.npy.NpyReader;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.generated.ExplainerRequest;
import io.attributable.tensorflow.options.ModelOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * The model and what it is asked. Owns native memory until it is closed; safe for any number of
 * threads.
 */
public final class CreditModel implements AutoCloseable {
  private static final Target GOOD_CREDIT = Target.of(0);
  private static final String ROW = "row";

  private final CreditExplainer explainer;
  private final AttributableModel model;
  private final InputReader inputs;
  private final Baseline approved;
  private final Duration grace;

  private CreditModel(
      CreditExplainer explainer, InputReader inputs, Baseline approved, Duration grace) {
    this.explainer = explainer;
    this.inputs = inputs;
    this.approved = approved;
    this.grace = grace;
    ExplainerRequest<Attribution> any = request(noApplication());
    this.model = any.model();
    Duration unused = model.warmUp(any.request(), 1);
  }

  /**
   * Loads the model, and makes its plan, so that the first request is as quick as others.
   *
   * @param grace how long {@link #close} waits for requests that run before it stops them
   */
  public static CreditModel load(Path directory, ModelOptions options, Duration grace)
      throws IOException {
    return of(CreditExplainer.load(directory, options), directory, grace);
  }

  /** Owns the explainer from now on, also where the rest fails: it would have no other owner. */
  static CreditModel of(CreditExplainer explainer, Path directory, Duration grace)
      throws IOException {
    try {
      Baseline approved =
          Baseline.of(ROW, NpyReader.read(directory.resolve("approved.npy")).values());
      InputReader inputs = InputReader.of(explainer.signature(), directory);
      return new CreditModel(explainer, inputs, approved, grace);
    } catch (IOException | RuntimeException | Error failure) {
      explainer.close();
      throw failure;
    }
  }

  /** Scores an application, and says what spoke against it relative to the mean approved one. */
  public Score score(Map<String, ?> application, int reasons) {
    ReadInputs read = inputs.read(Map.of(ROW, ApplicationTable.of(application)));
    InputView.Table written = (InputView.Table) read.views().get(0);
    Attribution why = request(read.array(ROW, FloatNdArray.class)).attribute();
    double odds = why.convergence().orElseThrow().at().get(0);
    return new Score(1 / (1 + Math.exp(-odds)), ScoreReason.of(why.reasons(reasons), written));
  }

  /** What runs the requests: how busy it is, and its gauges. */
  public AttributableModel model() {
    return model;
  }

  private ExplainerRequest<Attribution> request(FloatNdArray rows) {
    return explainer
        .application()
        .row(rows)
        .features(inputs.card().features())
        .target(GOOD_CREDIT)
        .method(new IntegratedGradients(approved));
  }

  private FloatNdArray noApplication() {
    long columns = inputs.signature().input(ROW).shape().toShape().get(1);
    return NdArrays.ofFloats(Shape.of(1, columns));
  }

  @Override
  public void close() {
    model.close(grace);
  }
}
