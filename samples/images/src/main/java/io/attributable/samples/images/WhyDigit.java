package io.attributable.samples.images;

import io.attributable.Attribution;
import io.attributable.GradCam;
import io.attributable.Target;
import io.attributable.Xrai;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Tells what a network looked at when it read a digit. Close it when done.
 *
 * <pre>{@code
 * WhyDigit samples/images seven.png
 * }</pre>
 */
public final class WhyDigit implements AutoCloseable {
  private final HandwritingExplainer explainer;
  private final InputReader inputs;

  private WhyDigit(HandwritingExplainer explainer, InputReader inputs) {
    this.explainer = explainer;
    this.inputs = inputs;
  }

  /** Opens the model that lies in a folder; its card beside it says how images are read. */
  public static WhyDigit open(Path model) {
    HandwritingExplainer explainer = HandwritingExplainer.load(model);
    return new WhyDigit(explainer, InputReader.of(explainer.signature(), model));
  }

  /** The sample's folder, and which image. */
  public static void main(String[] arguments) {
    Path sample = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String file = arguments.length > 1 ? arguments[1] : "seven.png";
    Path model = sample.resolve("models/handwriting");
    try (WhyDigit why = open(model)) {
      FloatNdArray image = why.image(sample.resolve(file));
      Path picture = sample.resolve("target/why-" + file.replace(".png", ".svg"));
      int digit = why.read(image);
      WhyPictures.gallery(image, why, digit).svg(picture);
      System.out.println("Read as " + digit + ". What it looked at: " + picture);
    }
  }

  /**
   * Reads a file as the model takes it.
   *
   * @return {@code [1, 28, 28, 1]}, from 0 to 1
   */
  public FloatNdArray image(Path file) {
    return inputs
        .read(Map.of("image", InputSource.Files.of(new Content.File(file))))
        .array("image", FloatNdArray.class);
  }

  /** Which places of the last convolution speak for a digit. */
  public Attribution places(FloatNdArray image, int digit) {
    return explainer
        .shapes()
        .image(image)
        .target(Target.of(digit))
        .method(new GradCam(true))
        .attribute();
  }

  /** What each pixel says, compared with an empty sheet. */
  public Attribution pixels(FloatNdArray image, int digit) {
    return explainer.pixels().image(image).target(Target.of(digit)).attribute();
  }

  /** Which regions of the image say most. */
  public Attribution regions(FloatNdArray image, int digit) {
    return explainer.pixels().image(image).target(Target.of(digit)).method(new Xrai()).attribute();
  }

  /** What the network reads. */
  public int read(FloatNdArray image) {
    FloatNdArray scores =
        explainer
            .pixels()
            .image(image)
            .target(Target.predicted())
            .withPrediction()
            .attribute()
            .prediction()
            .orElseThrow()
            .tensor()
            .floats();
    int best = 0;
    for (int digit = 1; digit < scores.shape().get(1); digit++) {
      best = scores.getFloat(0, digit) > scores.getFloat(0, best) ? digit : best;
    }
    return best;
  }

  @Override
  public void close() {
    explainer.close();
  }
}
