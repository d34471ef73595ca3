package io.attributable.samples.gestures;

import io.attributable.Attribution;
import io.attributable.Baseline;
import io.attributable.IntegratedGradients;
import io.attributable.Target;
import io.attributable.pictures.Picture;
import io.attributable.pictures.SeriesPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Tells when a movement gives itself away. Close it when done.
 *
 * <pre>{@code
 * WhyGesture samples/gestures
 * }</pre>
 */
public final class WhyGesture implements AutoCloseable {
  private static final int WIDTH = 520;

  private final GesturesExplainer explainer;

  /** The mean movement of each kind, by its number. */
  private final List<FloatNdArray> means;

  private WhyGesture(GesturesExplainer explainer, List<FloatNdArray> means) {
    this.explainer = explainer;
    this.means = means;
  }

  /** Opens the model that lies in a folder. */
  public static WhyGesture open(Path model) throws IOException {
    List<FloatNdArray> means =
        List.of(
            Recording.array(model.resolve("drawn.npy")),
            Recording.array(model.resolve("pointed.npy")));
    return new WhyGesture(GesturesExplainer.load(model), means);
  }

  /** The sample's folder. */
  public static void main(String[] arguments) throws IOException {
    Path sample = Path.of(arguments.length > 0 ? arguments[0] : ".");
    try (WhyGesture why = open(sample.resolve("models/gestures"))) {
      for (Recording recording : Recording.read(sample.resolve("recordings.npy"))) {
        Kind kind = why.kind(recording);
        Path picture = sample.resolve("target/why-gesture-%d.svg".formatted(recording.number()));
        draw(recording, kind, why.explain(recording, kind), WIDTH).svg(picture);
        System.out.println("Recording " + recording.number() + ", " + kind + ": " + picture);
      }
    }
  }

  /** What each moment says for a kind of movement, compared with the mean of the other kind. */
  public Attribution explain(Recording recording, Kind kind) {
    FloatNdArray other = means.get(kind.other().number());
    return explainer
        .moments()
        .hand(recording.heights())
        .target(Target.of(kind.number()))
        .method(new IntegratedGradients(Baseline.of("hand", other)))
        .attribute();
  }

  /** The kind of movement that the model takes it for. */
  public Kind kind(Recording recording) {
    FloatNdArray scores =
        explainer
            .moments()
            .hand(recording.heights())
            .target(Target.predicted())
            .withPrediction()
            .attribute()
            .prediction()
            .orElseThrow()
            .tensor()
            .floats();
    return scores.getFloat(0, 0) >= scores.getFloat(0, 1) ? Kind.GUN_DRAWN : Kind.FINGER_POINTED;
  }

  /** The movement, shaded by what its moments say. */
  public static Picture draw(Recording recording, Kind kind, Attribution why, int width) {
    return SeriesPicture.of(recording.heights(), why.tensor().values())
        .channels(List.of("height"))
        .title("Why \"%s\"?".formatted(kind))
        .unit("score")
        .width(width)
        .draw();
  }

  @Override
  public void close() {
    explainer.close();
  }
}
