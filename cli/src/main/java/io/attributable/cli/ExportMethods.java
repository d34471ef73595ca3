package io.attributable.cli;

import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.tensorflow.ExplainedModel;
import picocli.CommandLine.Mixin;

/** What an exported model gives of each layer: one method, or gradient × activation both ways. */
final class ExportMethods {
  private static final String MODE = "mode";
  private static final String BOTH = "both";

  @Mixin private MethodOptions method = new MethodOptions().alsoTaking(MODE, BOTH);

  /**
   * Asks for it.
   *
   * @throws io.attributable.AttributionException UNKNOWN_METHOD, METHOD_PARAMETER
   */
  void ask(ExplainedModel model) {
    if (method.name().equals(new GradientXActivation().name()) && method.has(MODE, BOTH)) {
      model.modes(Mode.GLOBAL, Mode.LOCAL);
    } else {
      model.method(method.method());
    }
  }
}
