package io.attributable.graph.plan;

import java.util.List;
import java.util.Locale;

/**
 * Something to know about a layer's gradient that is no obstacle.
 *
 * @param text what it is, as a sentence
 * @param nodes the nodes it is about, in the author's scopes
 */
public record PreflightNote(String text, List<String> nodes) {
  private static final String LOST_GRADIENTS =
      "Functions with a custom gradient were saved without it: the derivative of what they compute"
          + " is used.";

  private static final String PROBABILITIES =
      "Output \"%s\" is the %s of a score. Near 0 and 1 its gradient, p(1 - p) times that of the"
          + " score, all but vanishes, so that probabilities are explained badly: explain towards"
          + " \"%s\".";

  /** Copies the list. */
  public PreflightNote {
    nodes = List.copyOf(nodes);
  }

  /** An output that saturates, where what enters its activation does not. */
  static PreflightNote probabilities(String output, LogitsOffer offer) {
    return new PreflightNote(
        PROBABILITIES.formatted(
            output, offer.activation().toLowerCase(Locale.ROOT), offer.address()),
        List.of(offer.node()));
  }

  /** Nodes on the way whose custom gradient is not in the file. */
  static PreflightNote lostGradients(List<String> nodes) {
    return new PreflightNote(LOST_GRADIENTS, nodes);
  }
}
