package io.attributable.report;

import java.util.Map;

/**
 * What readers have to know about a method.
 *
 * @param title its name, as people write it
 * @param says what its values mean
 * @param promise what it guarantees, and what it does not
 */
public record MethodWords(String title, String says, String promise) {
  private static final Map<String, MethodWords> ALL =
      Map.ofEntries(
          Map.entry(
              "gradient-x-activation",
              new MethodWords(
                  "Gradient × activation",
                  "What each value contributed to the score, to first order.",
                  "Exact where the model is linear. It overlooks what decides where the score is"
                      + " saturated.")),
          Map.entry(
              "activation",
              new MethodWords(
                  "Activation",
                  "What the layer gave for this input.",
                  "The layer's own values. They say nothing about what mattered.")),
          Map.entry(
              "saliency",
              new MethodWords(
                  "Saliency",
                  "How strongly the score would react to a small change of each value.",
                  "The derivative of the model itself. It says what the score depends on, not what"
                      + " a value contributed.")),
          Map.entry(
              "integrated-gradients",
              new MethodWords(
                  "Integrated gradients",
                  "How much of the change of the score, from the baseline to this input, is due to"
                      + " each value.",
                  "All values sum to that change, up to the delta; what changes nothing gets"
                      + " nothing. The baseline is a choice, and decides what is compared.")),
          Map.entry(
              "gradient-shap",
              new MethodWords(
                  "Gradient SHAP",
                  "How much of the difference to the sample of baselines is due to each value.",
                  "Tends to sum to the score less its mean over the baselines; drawn at random, by"
                      + " a fixed seed.")),
          Map.entry(
              "deeplift",
              new MethodWords(
                  "DeepLIFT",
                  "How much of the change of the score, from the baseline to this input, is due to"
                      + " each value.",
                  "All values sum to that change, up to the delta, without steps. Operations"
                      + " without a rule go by their gradient, which the coverage tells.")),
          Map.entry(
              "deeplift-shap",
              new MethodWords(
                  "DeepLIFT SHAP",
                  "How much of the difference to the sample of baselines is due to each value.",
                  "All values sum to the score less its mean over the baselines, up to the"
                      + " delta.")),
          Map.entry(
              "conductance",
              new MethodWords(
                  "Conductance",
                  "How much of the change of the score flows through each neuron, from the baseline"
                      + " to this input.",
                  "Sums to that change where all ways lead through the layer, up to the delta.")),
          Map.entry(
              "internal-influence",
              new MethodWords(
                  "Internal influence",
                  "How the score reacts to each neuron, in the mean from the baseline to this"
                      + " input.",
                  "A mean of derivatives. It sums to nothing.")),
          Map.entry(
              "lrp",
              new MethodWords(
                  "Layer-wise relevance propagation",
                  "Which part of the score each value is responsible for, handed back layer by"
                      + " layer.",
                  "Adds up to the score, less what biases and stabilisers take, by the rules that"
                      + " the coverage tells.")),
          Map.entry(
              "grad-cam",
              new MethodWords(
                  "Grad-CAM",
                  "Where in the picture the layer found what speaks for the class.",
                  "A coarse map, as fine as the layer. Its values sum to nothing; read it for"
                      + " where, not for how much.")),
          Map.entry(
              "grad-cam-plus-plus",
              new MethodWords(
                  "Grad-CAM++",
                  "Where in the picture the layer found what speaks for the class, also several"
                      + " times.",
                  "A coarse map, as fine as the layer. Its values sum to nothing; read it for"
                      + " where, not for how much.")),
          Map.entry(
              "layer-cam",
              new MethodWords(
                  "LayerCAM",
                  "Where in the picture the layer found what speaks for the class, place by place.",
                  "A map as fine as the layer. Its values sum to nothing; read it for where, not"
                      + " for how much.")),
          Map.entry(
              "guided-backpropagation",
              new MethodWords(
                  "Guided back-propagation",
                  "Which pattern of the input excites the class.",
                  "Sharp, but no derivative, and much the same for all classes: read it for where,"
                      + " not for how much.")),
          Map.entry(
              "guided-grad-cam",
              new MethodWords(
                  "Guided Grad-CAM",
                  "Which details lie where the layer found what speaks for the class.",
                  "A product of two maps that sums to nothing: read it for where, not for how"
                      + " much.")),
          Map.entry(
              "deconvolution",
              new MethodWords(
                  "Deconvolution",
                  "Which pattern of the input excites the class.",
                  "No derivative, and much the same for all classes: read it for where, not for how"
                      + " much.")),
          Map.entry(
              "xrai",
              new MethodWords(
                  "XRAI",
                  "Which regions of the picture matter, the most important ones with the highest"
                      + " values.",
                  "Regions in their order, by integrated gradients from black and from white."
                      + " Regions are as good as the cutting of the picture.")),
          Map.entry(
              "ablation",
              new MethodWords(
                  "Feature ablation",
                  "What the score loses where a feature is replaced by the baseline.",
                  "One feature at a time, by evaluations of the model alone. Features that stand"
                      + " in for one another get little, each alone; values sum to nothing.")),
          Map.entry(
              "permutation",
              new MethodWords(
                  "Feature permutation",
                  "What the score loses where a feature is taken from another example.",
                  "By evaluations of the model alone, with other examples of the batch, drawn at"
                      + " random by a fixed seed. Values sum to nothing.")),
          Map.entry(
              "occlusion",
              new MethodWords(
                  "Occlusion",
                  "What the score loses where a window covers a value, in the mean over all"
                      + " windows.",
                  "As fine as the window, by evaluations of the model alone. Values sum to"
                      + " nothing.")),
          Map.entry(
              "rise",
              new MethodWords(
                  "RISE",
                  "How high the score is where a value is kept, in the mean over pictures that"
                      + " are covered at random.",
                  "Drawn at random, by a fixed seed, with a standard error. Values sum to"
                      + " nothing: read it for where, not for how much.")),
          Map.entry(
              "shapley-sampling",
              new MethodWords(
                  "Shapley values, sampled",
                  "How much of the change of the score, from the baseline to this input, is due"
                      + " to each feature.",
                  "All features sum to that change exactly. Drawn at random, by a fixed seed,"
                      + " with a standard error.")),
          Map.entry(
              "shapley",
              new MethodWords(
                  "Shapley values",
                  "How much of the change of the score, from the baseline to this input, is due"
                      + " to each feature.",
                  "All features sum to that change, and each is the mean over all orders: exact."
                      + " The baseline is a choice, and decides what is compared.")),
          Map.entry(
              "kernel-shap",
              new MethodWords(
                  "KernelSHAP",
                  "How much of the change of the score, from the baseline to this input, is due"
                      + " to each feature.",
                  "All features sum to that change exactly. Drawn at random, by a fixed seed,"
                      + " with a standard error; exact where all combinations were evaluated.")),
          Map.entry(
              "lime",
              new MethodWords(
                  "LIME",
                  "What each feature adds in a linear model that was fitted around this input.",
                  "As good as its fit, which stands beside it (R²). Drawn at random, by a fixed"
                      + " seed; values sum to nothing.")));

  /** Of a method by its name. */
  public static MethodWords of(String method) {
    return ALL.getOrDefault(method, new MethodWords(method, "", ""));
  }
}
