package io.attributable.graph.plan;

import java.util.List;
import java.util.Locale;

/**
 * Something to know about a layer's gradient that is no obstacle.
 *
 * @param kind what it is about, for programs
 * @param text what it is, as a sentence
 * @param nodes the nodes it is about, in the author's scopes
 */
public record PreflightNote(Kind kind, String text, List<String> nodes) {
  private static final String LOST_GRADIENTS =
      "Functions with a custom gradient were saved without it: the derivative of what they compute"
          + " is used.";
  private static final String RANDOM =
      "The answer is not a function of the input alone: random numbers are drawn on the way to it,"
          + " so that equal requests differ. Export the model with training=False.";
  private static final String STATE =
      "The answer is not a function of the input alone: computing it changes state of the model,"
          + " so that a request may change the next one. ModelOptions.state or --state restores it"
          + " or refuses such requests.";

  private static final String PROBABILITIES =
      "Output \"%s\" is the %s of a score. Near 0 and 1 its gradient, p(1 - p) times that of the"
          + " score, all but vanishes, so that probabilities are explained badly: explain towards"
          + " \"%s\".";

  /** What a note may be about. */
  public enum Kind {
    /** Custom gradients that are not in the file. */
    LOST_GRADIENTS,
    /** Random numbers that the answer depends on. */
    RANDOM,
    /** State that is changed when the answer is computed. */
    STATE,
    /** An output that saturates, where what enters its activation does not. */
    PROBABILITIES
  }

  /** Copies the list. */
  public PreflightNote {
    nodes = List.copyOf(nodes);
  }

  /** An output that saturates, where what enters its activation does not. */
  static PreflightNote probabilities(String output, LogitsOffer offer) {
    return new PreflightNote(
        Kind.PROBABILITIES,
        PROBABILITIES.formatted(
            output, offer.activation().toLowerCase(Locale.ROOT), offer.address()),
        List.of(offer.node()));
  }

  /** Nodes on the way whose custom gradient is not in the file. */
  static PreflightNote lostGradients(List<String> nodes) {
    return new PreflightNote(Kind.LOST_GRADIENTS, LOST_GRADIENTS, nodes);
  }

  /** Nodes that draw random numbers. */
  static PreflightNote random(List<String> nodes) {
    return new PreflightNote(Kind.RANDOM, RANDOM, nodes);
  }

  /** Nodes that change state. */
  static PreflightNote state(List<String> nodes) {
    return new PreflightNote(Kind.STATE, STATE, nodes);
  }
}
