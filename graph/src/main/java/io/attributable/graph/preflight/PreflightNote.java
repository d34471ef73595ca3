package io.attributable.graph.preflight;

import io.attributable.Phrase;
import io.attributable.Wording;
import io.attributable.graph.plan.LogitsHint;
import java.util.List;
import java.util.Locale;

/**
 * Something to know about a layer's gradient that is no obstacle.
 *
 * @param kind what it is about, for programs
 * @param arguments fill the kind's sentence, in order
 * @param nodes the nodes it is about, in the author's scopes
 */
public record PreflightNote(Kind kind, List<String> arguments, List<String> nodes) {

  /** What a note may be about. */
  public enum Kind {
    /** Custom gradients that are not in the file. */
    LOST_GRADIENTS(
        "Functions with a custom gradient were saved without it: the derivative of what they"
            + " compute is used."),
    /** Random numbers that the answer depends on. */
    RANDOM(
        "The answer is not a function of the input alone: random numbers are drawn on the way to"
            + " it, so that equal requests differ. Export the model with training=False."),
    /** State that is changed when the answer is computed. */
    STATE(
        "The answer is not a function of the input alone: computing it changes state of the"
            + " model, so that a request may change the next one. {state} restores it or refuses"
            + " such requests."),
    /** An output that saturates, where what enters its activation does not. */
    PROBABILITIES(
        "Output \"%s\" is the %s of a score. Near 0 and 1 its gradient, p(1 - p) times that of"
            + " the score, all but vanishes, so that probabilities are explained badly: explain"
            + " towards \"%s\".");

    private final String template;

    Kind(String template) {
      this.template = template;
    }
  }

  /** Copies the lists. */
  public PreflightNote {
    arguments = List.copyOf(arguments);
    nodes = List.copyOf(nodes);
  }

  /** What there is to know, as sentences, as Java says it. */
  public String text() {
    return text(Wording.JAVA);
  }

  /** What there is to know, as sentences, in the words of where it is read. */
  public String text(Wording wording) {
    return String.format(Locale.ROOT, Phrase.fill(kind.template, wording), arguments.toArray());
  }

  /** An output that saturates, where what enters its activation does not. */
  static PreflightNote probabilities(String output, LogitsHint offer) {
    return new PreflightNote(
        Kind.PROBABILITIES,
        List.of(output, offer.activation().toLowerCase(Locale.ROOT), offer.address()),
        List.of(offer.node()));
  }

  /** Nodes on the way whose custom gradient is not in the file. */
  static PreflightNote lostGradients(List<String> nodes) {
    return new PreflightNote(Kind.LOST_GRADIENTS, List.of(), nodes);
  }

  /** Nodes that draw random numbers. */
  static PreflightNote random(List<String> nodes) {
    return new PreflightNote(Kind.RANDOM, List.of(), nodes);
  }

  /** Nodes that change state. */
  static PreflightNote state(List<String> nodes) {
    return new PreflightNote(Kind.STATE, List.of(), nodes);
  }
}
