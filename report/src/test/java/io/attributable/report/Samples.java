package io.attributable.report;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Convergence;
import io.attributable.DeepLift;
import io.attributable.ElementType;
import io.attributable.GradCam;
import io.attributable.IntegratedGradients;
import io.attributable.Port;
import io.attributable.Prediction;
import io.attributable.Target;
import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.PictureView;
import io.attributable.inputs.view.SeriesView;
import io.attributable.inputs.view.SoundView;
import io.attributable.inputs.view.TableRow;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/** Reports without a model. */
final class Samples {
  private Samples() {}

  static Attribution attribution(String layer, AttributionMethod method, NdArray<?> values) {
    return new Attribution(
        layer,
        Port.OUTPUT,
        method,
        List.of(new AttributedTensor(layer + ":0", ElementType.FLOAT32, values)),
        null);
  }

  static Prediction prediction(float[][] scores) {
    return new Prediction(
        "probs", new AttributedTensor("probs:0", ElementType.FLOAT32, StdArrays.ndCopyOf(scores)));
  }

  static Attributions of(Attribution... all) {
    return new Attributions(List.of(all));
  }

  /** Two rows with three features, and what speaks for two classes. */
  static Report table(String income) {
    List<FeatureView> features =
        List.of(
            new FeatureView("income", income, Optional.of("€"), "row", 0, 1),
            new FeatureView("debt", "Debt", Optional.empty(), "row", 1, 1),
            new FeatureView("home", "Home", Optional.empty(), "row", 2, 2));
    InputView view =
        new InputView.Table(
            "row",
            List.of("row"),
            features,
            List.of(
                new TableRow("folder/data.csv, row 1", List.of("21", "0.8", "rent")),
                new TableRow("folder/data.csv, row 2", List.of("40", "0.1", "own"))));
    NdArray<?> rows = StdArrays.ndCopyOf(new float[][] {{21, 0.8f, 1, 0}, {40, 0.1f, 0, 1}});
    Baseline baseline = Baseline.of("row", StdArrays.ndCopyOf(new float[] {30, 0.3f, 0, 1}));
    return Report.of("Credit")
        .inputs(Map.of("row", rows), List.of(view))
        .prediction(prediction(new float[][] {{0.7f, 0.3f}, {0.1f, 0.9f}}), List.of("no", "yes"))
        .explained(
            Target.perExample(0, 1),
            of(credit(new IntegratedGradients(baseline), 1), credit(new DeepLift(baseline), 0.5f)))
        .explained(
            Target.perExample(1, 0),
            of(
                credit(new IntegratedGradients(baseline), -1),
                credit(new DeepLift(baseline), -0.5f)));
  }

  private static Attribution credit(AttributionMethod method, float factor) {
    float[][] values = {
      {1.5f * factor, -0.25f * factor, 0.5f * factor, 0.25f * factor},
      {factor, factor / 2, factor / 4, factor / 8}
    };
    return attribution("input:row", method, StdArrays.ndCopyOf(values))
        .withConvergence(
            new Convergence(List.of(2.0, 1.875), List.of(0.0, 0.0), List.of(0.0, 0.5), 50));
  }

  /** A row whose features are inputs of their own, explained in the order of the names. */
  static Report inputs(InputView... views) {
    Convergence sums = new Convergence(List.of(5.0), List.of(1.0), List.of(0.5), 50);
    return Report.of("Loans")
        .inputs(
            Map.of("age", column(47), "debt", column(9), "income", column(2000)), List.of(views))
        .prediction(prediction(new float[][] {{5}}), List.of())
        .explained(
            Target.none(),
            of(
                attribution("input:age", new IntegratedGradients(), column(0.5f))
                    .withConvergence(sums),
                attribution("input:debt", new IntegratedGradients(), column(-3))
                    .withConvergence(sums),
                attribution("input:income", new IntegratedGradients(), column(7))
                    .withConvergence(sums)));
  }

  static InputView row(String... inputs) {
    List<FeatureView> features =
        Stream.of(inputs)
            .map(name -> new FeatureView(name, "The " + name, Optional.of("€"), name, 0, 1))
            .toList();
    return new InputView.Table(
        "row",
        List.of(inputs),
        features,
        List.of(new TableRow("data.csv, row 1", Collections.nCopies(inputs.length, "1"))));
  }

  private static NdArray<?> column(float value) {
    return StdArrays.ndCopyOf(new float[][] {{value}});
  }

  /** Three steps of two channels. */
  static Report series(String unit, int first) {
    double[][] steps = {{1, 20}, {2, 30}, {3, 40}};
    InputView view =
        new InputView.Series(
            "x",
            List.of("x"),
            List.of("load", "heat"),
            unit,
            List.of(new SeriesView("pump.csv", StdArrays.ndCopyOf(steps), first, 3)));
    NdArray<?> values = StdArrays.ndCopyOf(new float[][][] {{{0, 1}, {0, 2}, {-1, 0}}});
    return Report.of("Pumps")
        .inputs(Map.of("x", StdArrays.ndCopyOf(new double[][][] {steps})), List.of(view))
        .explained(Target.of(0), of(attribution("input:x", new IntegratedGradients(), values)));
  }

  /** A tone of which one stretch of time counts. */
  static Report sound() {
    float[] tone = new float[4_000];
    float[] said = new float[tone.length];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) Math.sin(0.3 * i);
      said[i] = i / 1_000 == 2 ? 0.001f : 0;
    }
    InputView view =
        new InputView.Sounds(
            "x", List.of("x"), List.of(new SoundView("bell.wav", 8_000, StdArrays.ndCopyOf(tone))));
    return Report.of("Bells")
        .inputs(Map.of("x", StdArrays.ndCopyOf(new float[][] {tone})), List.of(view))
        .explained(
            Target.of(0),
            of(
                attribution(
                    "input:x",
                    new IntegratedGradients(),
                    StdArrays.ndCopyOf(new float[][] {said}))));
  }

  static Report text(String word) {
    List<TokenView> tokens =
        List.of(
            new TokenView("not", 7, 0, 0, 3, true),
            new TokenView(word, 9, 1, 4, 4 + word.length(), true));
    InputView view =
        new InputView.Texts(
            "text",
            List.of("ids"),
            List.of(new TextExample("request", "not " + word, tokens, 3, 0)));
    NdArray<?> values = StdArrays.ndCopyOf(new float[][][] {{{0.5f, 0.25f}, {-1, -2}, {9, 9}}});
    return Report.of("Reviews")
        .inputs(Map.of("ids", NdArrays.vectorOf(7, 9, 0)), List.of(view))
        .prediction(prediction(new float[][] {{3, -2}}), List.of())
        .explained(Target.of(0), of(attribution("embedding", new IntegratedGradients(), values)));
  }

  /** A picture of 90 × 120 pixels with a map as fine as it and one of 3 × 4 places. */
  static Report picture() {
    BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 120; i++) {
      image.setRGB(i, i * 89 / 119, 0xffaa00);
    }
    InputView view =
        new InputView.Images(
            "image", List.of("image"), List.of(new PictureView("a/cat.png", image, image)));
    var fine = NdArrays.ofFloats(Shape.of(1, 90, 120, 3));
    fine.scalars().forEachIndexed((at, one) -> fine.setFloat((at[1] - 45f) / 45, at));
    NdArray<?> coarse =
        StdArrays.ndCopyOf(new float[][][] {{{-3, -3, -3, -3}, {0, 0, 0, 0}, {3, 3, 3, 3}}});
    return Report.of("Pets")
        .inputs(Map.of(), List.of(view))
        .prediction(prediction(new float[][] {{0.2f, 0.8f}}), List.of("dog", "cat"))
        .explained(
            Target.of(1),
            of(
                attribution("conv3", new GradCam(), coarse),
                attribution("input:image", new IntegratedGradients(), fine)));
  }
}
