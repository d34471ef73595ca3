package io.attributable.samples.train;

import io.attributable.Attribution;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.FloatNdArray;

/** Trains, explains before and after, saves, and explains what was saved. */
public final class TrainInJava {
  private static final int EPOCHS = 15;
  private static final int SHOWN = 8;
  private static final long SEED = 7;

  private TrainInJava() {}

  /**
   * What came of it.
   *
   * @param losses the mean loss of each time over the digits
   * @param accuracyBefore the part of the test digits read right without training
   * @param accuracyAfter the part of the test digits read right
   * @param before how the untrained model's pixels were attributed
   * @param live how the trained model's were
   * @param saved how those of the saved model were
   */
  record Outcome(
      List<Double> losses,
      double accuracyBefore,
      double accuracyAfter,
      Attribution before,
      Attribution live,
      Attribution saved) {}

  /**
   * Writes pictures and the model into a folder.
   *
   * @param arguments the folder; {@code train-out} unless given
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "train-out");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Outcome outcome = run(folder, EPOCHS);
    out.printf("Loss of each epoch: %s%n", outcome.losses());
    out.printf(
        "Test accuracy: %.1f%% before, %.1f%% after%n",
        100 * outcome.accuracyBefore(), 100 * outcome.accuracyAfter());
    out.printf("Pictures and the SavedModel are in %s%n", folder);
  }

  static Outcome run(Path folder, int epochs) throws IOException {
    Digits digits = Digits.all();
    Digits shown = digits.test().slice(0, SHOWN);
    FloatNdArray images = shown.images();
    Target labels = Target.perExample(shown.rows().stream().mapToInt(row -> row[64]).toArray());
    try (Training training = new Training(SEED);
        DigitsNetExplainer explainer = DigitsNetExplainer.of(training.net(), training.session())) {
      double accuracyBefore = training.accuracy(digits.test());
      Attribution before = explainer.convolved().images(images).target(labels).attribute();
      HeatMaps.write(folder.resolve("before.png"), images, before.floats());

      List<Double> losses = training.train(digits.training(), epochs);

      Attribution live = explainer.convolved().images(images).target(labels).attribute();
      HeatMaps.write(folder.resolve("after.png"), images, live.floats());
      Path model = save(training, folder.resolve("model"));
      return new Outcome(
          losses,
          accuracyBefore,
          training.accuracy(digits.test()),
          before,
          live,
          ofSaved(model, live.tensor().name(), images, labels));
    }
  }

  private static Path save(Training training, Path folder) throws IOException {
    SavedModelBundle.exporter(folder.toString())
        .withSession(training.session())
        .withSignature(
            Signature.builder()
                .key("serving_default")
                .input("images", training.images())
                .output("logits", training.logits())
                .build())
        .export();
    return folder;
  }

  /** The same tensor, found by its name in the file. */
  private static Attribution ofSaved(
      Path model, String tensor, FloatNdArray images, Target target) {
    try (AttributableModel saved = AttributableModel.load(model)) {
      return LayerGradientXActivation.on(saved)
          .layer("tensor:" + tensor, Port.OUTPUT)
          .input("images", images)
          .target(target)
          .attribute()
          .layers()
          .get(0);
    }
  }
}
