package io.attributable.samples.methods;

import io.attributable.Ablation;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.GuidedGradCam;
import io.attributable.IntegratedGradients;
import io.attributable.KernelShap;
import io.attributable.Lime;
import io.attributable.Occlusion;
import io.attributable.Shapley;
import io.attributable.ShapleySampling;
import io.attributable.Target;
import io.attributable.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** An opinion of a film, read by a network that knows some forty words. */
final class Sentence {
  private static final int LENGTH = 12;
  private static final int IN_FAVOUR = 1;

  /**
   * There is nothing between two words, so that their path cannot be followed, and they do not
   * fade; what is made of pictures has nothing to look at, and one sentence has no other to take
   * words from.
   */
  private static final Set<String> WITHOUT =
      Set.of("conductance", "internal-influence", "gradient-shap", "xrai", "rise", "permutation");

  /** Methods that ask what the model says without a word explain the words themselves. */
  private static final List<String> PERTURBING =
      List.of(
          "ablation",
          "permutation",
          "occlusion",
          "rise",
          "shapley-sampling",
          "shapley",
          "kernel-shap",
          "lime");

  private final Path model;
  private final List<String> known;
  private final List<String> words;

  /** Reads what {@code train_sentences.py} wrote. */
  Sentence(Path folder) throws IOException {
    this.model = folder.resolve("model");
    this.known = Files.readAllLines(folder.resolve("words.txt"));
    this.words = List.of(Files.readString(folder.resolve("sentence.txt")).strip().split(" "));
  }

  List<String> words() {
    return words;
  }

  GalleryModel model() {
    Baseline padding = Baseline.of("tokens", NdArrays.ofInts(Shape.of(LENGTH)));
    Baselines paddings = Baselines.of("tokens", NdArrays.ofInts(Shape.of(2, LENGTH)));
    return new GalleryModel(
        model,
        "tokens",
        tokens(),
        "output_0",
        Target.of(IN_FAVOUR),
        "embedding",
        layers(),
        methods(padding, paddings),
        Map.of(),
        WITHOUT);
  }

  private static Map<String, String> layers() {
    Map<String, String> layers = new HashMap<>();
    layers.put("activation", "phrases");
    layers.put("grad-cam", "clauses");
    layers.put("grad-cam-plus-plus", "clauses");
    layers.put("layer-cam", "phrases");
    PERTURBING.forEach(method -> layers.put(method, "input:tokens"));
    return layers;
  }

  private static Map<String, AttributionMethod> methods(Baseline padding, Baselines paddings) {
    return Map.of(
        "guided-grad-cam", new GuidedGradCam("clauses"),
        "integrated-gradients", new IntegratedGradients(padding),
        "deeplift", new DeepLift(padding),
        "deeplift-shap", new DeepLiftShap(paddings),
        "ablation", new Ablation().withBaseline(padding),
        "occlusion", new Occlusion(Window.of(1)).withBaseline(padding),
        "shapley-sampling", new ShapleySampling().withBaseline(padding),
        "shapley", new Shapley().withBaseline(padding),
        "kernel-shap", new KernelShap().withBaseline(padding),
        "lime", new Lime().withBaseline(padding));
  }

  private IntNdArray tokens() {
    IntNdArray tokens = NdArrays.ofInts(Shape.of(1, LENGTH));
    for (int i = 0; i < words.size(); i++) {
      tokens.setInt(known.indexOf(words.get(i)), 0, i);
    }
    return tokens;
  }
}
