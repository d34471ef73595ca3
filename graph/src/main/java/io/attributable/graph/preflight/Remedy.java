package io.attributable.graph.preflight;

import java.util.Locale;

/** What to do about a layer that cannot be explained: all texts of remedies. */
enum Remedy {
  LAYER_BEHIND(
      "Explain layer \"%s\" instead, the nearest behind that node from which gradients reach the"
          + " output."),
  TENSOR_BEFORE(
      "Explain towards \"%s\" (%s%s), the last floating-point tensor before that" + " node."),
  TENSOR_BEFORE_OUTPUT(
      "Explain towards \"%s\" (%s%s), the last tensor before it that has a value per"
          + " example."),
  EARLIER_LAYER(
      "It is the last floating-point tensor before that node itself: explain an earlier layer, such"
          + " as \"%s\", towards \"%s\"."),
  OUTPUT("Explain towards output %s, which depends on it."),
  OUTPUTS("Explain towards one of the outputs %s, which depend on it."),
  OTHER_LAYER("Explain another layer, such as \"%s\", from which gradients reach the output."),
  NO_LAYER("No layer can be explained towards it: explain another output."),
  NO_OUTPUT("No output of the signature depends on it, so leave it out."),
  TENSORS("Name those of its tensors that can be explained: %s."),
  OTHER_PORT("Explain its %s instead.");

  private final String template;

  Remedy(String template) {
    this.template = template;
  }

  String text(Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }
}
