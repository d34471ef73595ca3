package io.attributable.preflight;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.NonNull;
import io.attributable.Port;
import io.attributable.UnusedTensor;
import io.attributable.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether one side of a layer can be explained towards one output, and if not, what to do.
 * Immutable, safe for any number of threads.
 *
 * @param layer the layer's address
 * @param port its side
 * @param output the output's name or address
 * @param reachable whether the output's values depend on the layer's
 * @param differentiable whether gradients flow from the output to at least one tensor of the layer,
 *     and no op without a gradient blocks another
 * @param blockedBy the op without a gradient between layer and output, if there is one
 * @param problem the error of a request; empty if the layer can be explained
 * @param remedies alternatives, each a sentence, the best one first
 * @param notes remarks about the gradient
 * @param unused the layer's tensors that no gradient reaches, beside those that can be explained
 */
public record LayerPreflight(
    String layer,
    Port port,
    String output,
    boolean reachable,
    boolean differentiable,
    Optional<NonDifferentiableOp> blockedBy,
    Optional<AttributionException> problem,
    List<String> remedies,
    List<PreflightNote> notes,
    List<UnusedTensor> unused) {
  /** Copies the lists. */
  public LayerPreflight {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(port, "port");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(blockedBy, "blockedBy");
    Objects.requireNonNull(problem, "problem");
    NonNull.all(remedies, "remedies");
    NonNull.all(notes, "notes");
    NonNull.all(unused, "unused");
    remedies = List.copyOf(remedies);
    notes = List.copyOf(notes);
    unused = List.copyOf(unused);
  }

  /** Whether the layer has floating-point tensors at this side, outside loops and branches. */
  public boolean hasTensors() {
    return problem.filter(LayerPreflight::saysThereIsNone).isEmpty();
  }

  /** Whether this side has only integers, booleans or text. */
  public boolean isWithoutFloats() {
    return problem
        .map(AttributionException::code)
        .equals(Optional.of(ErrorCode.LAYER_WITHOUT_FLOATS));
  }

  /** Whether a problem means that the layer exists, but has no tensor that can be explained. */
  public static boolean saysThereIsNone(AttributionException problem) {
    return switch (problem.code()) {
      case LAYER_WITHOUT_FLOATS, LAYER_INSIDE_LOOP, LAYER_INSIDE_BRANCH -> true;
      default -> false;
    };
  }

  /** Whether a request for this layer and output succeeds, as far as the model decides it. */
  public boolean explainable() {
    return problem.isEmpty();
  }

  /**
   * As JSON: {@code {"layer": …, "port": "output", "output": …, "explainable": true, "reachable":
   * true, "differentiable": true, "remedies": […], "notes": […]}}, with {@code "blockedBy"}, {@code
   * "problem"} and {@code "unused"} where present.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    return toMap(Wording.JAVA);
  }

  /** As {@link #toMap()}, in the given wording. */
  public Map<String, Object> toMap(Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("port", port.name().toLowerCase(Locale.ROOT));
    map.put("output", output);
    map.put("explainable", explainable());
    map.put("reachable", reachable);
    map.put("differentiable", differentiable);
    blockedBy.ifPresent(op -> map.put("blockedBy", op.toMap()));
    problem.ifPresent(failure -> map.put("problem", problem(failure, wording)));
    map.put("remedies", remedies);
    map.put("notes", notes.stream().map(note -> note.toMap(wording)).toList());
    if (!unused.isEmpty()) {
      map.put("unused", unused.stream().map(UnusedTensor::toMap).toList());
    }
    return map;
  }

  private static Map<String, Object> problem(AttributionException failure, Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", failure.code().id());
    map.put("message", failure.message(wording));
    return map;
  }
}
