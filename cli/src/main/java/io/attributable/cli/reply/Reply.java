package io.attributable.cli.reply;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Reasons;
import io.attributable.Target;
import io.attributable.Wording;
import io.attributable.preflight.PreflightNote;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer to one request. */
public sealed interface Reply {

  /** The request's id. */
  String id();

  /** How the request was written, and its reply will be. */
  Wording wording();

  /** Notes about the answer. */
  default List<PreflightNote> notes() {
    return List.of();
  }

  /**
   * A request that succeeded.
   *
   * @param attributions one per requested layer
   * @param reasons where they were requested
   * @param notes about them
   * @param wording how the request was written
   */
  record Explained(
      String id,
      Attributions attributions,
      Optional<Reasons> reasons,
      List<PreflightNote> notes,
      Wording wording)
      implements Reply {
    /** Copies the list. */
    public Explained {
      notes = List.copyOf(notes);
    }

    /** Without reasons. */
    public Explained(
        String id, Attributions attributions, List<PreflightNote> notes, Wording wording) {
      this(id, attributions, Optional.empty(), notes, wording);
    }
  }

  /**
   * A request for several targets that succeeded.
   *
   * @param byTarget in the order of the request
   * @param reasons by target, where they were requested
   * @param notes about them
   * @param wording how the request was written
   */
  record ExplainedTargets(
      String id,
      Map<Target, Attributions> byTarget,
      Map<Target, Reasons> reasons,
      List<PreflightNote> notes,
      Wording wording)
      implements Reply {
    /** Copies the list. */
    public ExplainedTargets {
      notes = List.copyOf(notes);
    }

    /** Without reasons. */
    public ExplainedTargets(
        String id, Map<Target, Attributions> byTarget, List<PreflightNote> notes, Wording wording) {
      this(id, byTarget, Map.of(), notes, wording);
    }
  }

  /**
   * A request that failed.
   *
   * @param failure why
   * @param wording how the request was written
   */
  record Failed(String id, AttributionException failure, Wording wording) implements Reply {}
}
