package io.attributable.samples.methods;

import io.attributable.Baselines;
import io.attributable.DeepLiftShap;
import io.attributable.FeatureMask;
import io.attributable.GuidedGradCam;
import io.attributable.Lrp;
import io.attributable.LrpRule;
import io.attributable.Methods;
import io.attributable.Occlusion;
import io.attributable.Shapley;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.Window;
import io.attributable.npy.NpyReader;
import io.attributable.pictures.Pixels;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/** A handwritten 2, of another sample. */
final class Digit {
  private static final int SIDE = 8;
  private static final int TWO = 2;
  private static final int SAMPLES = 200;

  private final Path model;
  private final FloatNdArray digits;

  /** Reads the resources of the other sample. */
  Digit(Path folder) throws IOException {
    this.model = folder.resolve("models/digits");
    this.digits = (FloatNdArray) NpyReader.read(folder.resolve("digits/images.npy")).values();
  }

  /** The pixels themselves, 0 being paper and 1 ink. */
  Pixels scan() {
    return Pixels.of(image(), 1, 0);
  }

  /** The saliency of the pixels, averaged over noise. */
  Explained smoothed() {
    GalleryModel asked = model();
    try (AttributableModel loaded = AttributableModel.load(model)) {
      LayerAttribution request =
          asked.request(loaded, "saliency").smooth(Smoothing.smoothgrad(50, 0.1).relativeToRange());
      return Explained.of("saliency, smoothgrad", request.attribute().layers().get(0));
    }
  }

  GalleryModel model() {
    Baselines others = Baselines.of("image", digits);
    return new GalleryModel(
        model,
        "image",
        image(),
        "logits",
        Target.of(TWO),
        "input:image",
        Map.of(
            "activation", "conv2",
            "grad-cam", "conv2",
            "grad-cam-plus-plus", "conv2",
            "layer-cam", "conv2",
            "conductance", "conv1",
            "internal-influence", "conv1"),
        Map.of(
            "gradient-shap",
                Methods.of("gradient-shap", Map.of("baselines", others, "samples", SAMPLES)),
            "deeplift-shap", new DeepLiftShap(others),
            "guided-grad-cam", new GuidedGradCam("conv2"),
            "lrp", new Lrp(LrpRule.EPSILON_PLUS),
            "occlusion", new Occlusion(Window.of(2, 2, 1)),
            "shapley", new Shapley().withMask(FeatureMask.of("image", cells()))),
        Map.of("permutation", digits),
        Set.of());
  }

  /** Eight cells of the picture: of each pixel alone there would be too many combinations. */
  private static IntNdArray cells() {
    IntNdArray cells = NdArrays.ofInts(Shape.of(SIDE, SIDE, 1));
    cells
        .scalars()
        .forEachIndexed((at, cell) -> cell.setInt((int) (at[0] / 2 * 2 + at[1] / (SIDE / 2))));
    return cells;
  }

  private FloatNdArray image() {
    return digits.slice(Indices.range(0, 1)).copyTo(NdArrays.ofFloats(Shape.of(1, SIDE, SIDE, 1)));
  }
}
