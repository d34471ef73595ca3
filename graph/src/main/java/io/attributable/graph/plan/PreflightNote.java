package io.attributable.graph.plan;

import java.util.List;

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

  /** Copies the list. */
  public PreflightNote {
    nodes = List.copyOf(nodes);
  }

  /** Nodes on the way whose custom gradient is not in the file. */
  static PreflightNote lostGradients(List<String> nodes) {
    return new PreflightNote(LOST_GRADIENTS, nodes);
  }
}
