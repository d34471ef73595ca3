package io.attributable.preflight;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.NonNull;
import io.attributable.Phrase;
import io.attributable.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A remark about a layer's gradient that does not prevent a request. Immutable, safe for any number
 * of threads.
 *
 * @param kind the subject, for programs
 * @param arguments fill the kind's sentence, in order
 * @param nodes the nodes concerned, in the author's scopes
 */
public record PreflightNote(Kind kind, List<String> arguments, List<String> nodes) {

  /** The subject of a note. */
  public enum Kind {
    /** Custom gradients that are not in the file. */
    LOST_GRADIENTS(
        "Functions with a custom gradient were saved without it: the derivative of what they"
            + " compute is used."),
    /** Random numbers that the result depends on. */
    RANDOM(
        "The answer is not a function of the input alone: random numbers are drawn to compute"
            + " it, so that equal requests differ. Export the model with training=False."),
    /** State that is changed when the result is computed. */
    STATE(
        "The answer is not a function of the input alone: computing it changes state of the"
            + " model, so that a request may change the next one. {state} restores it or refuses"
            + " such requests."),
    /** An output that saturates, while the input of its activation does not. */
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
    Objects.requireNonNull(kind, "kind");
    NonNull.all(arguments, "arguments");
    NonNull.all(nodes, "nodes");
    arguments = List.copyOf(arguments);
    nodes = List.copyOf(nodes);
  }

  /** The note as sentences, in Java's wording. */
  public String text() {
    return text(Wording.JAVA);
  }

  /** The note as sentences, in the given wording. */
  public String text(Wording wording) {
    return String.format(Locale.ROOT, Phrase.fill(kind.template, wording), arguments.toArray());
  }

  /** As JSON: {@code {"kind": "random", "text": …, "nodes": […]}}. */
  @JsonValue
  public Map<String, Object> toMap() {
    return toMap(Wording.JAVA);
  }

  /** As {@link #toMap()}, in the given wording. */
  public Map<String, Object> toMap(Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name().toLowerCase(Locale.ROOT));
    map.put("text", text(wording));
    map.put("nodes", nodes);
    return map;
  }
}
