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

  /** What people call what the reply is about. */
  default ReplyNames names() {
    return ReplyNames.NONE;
  }

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
   * @param names what people call what it is about
   */
  record Explained(
      String id,
      Attributions attributions,
      Optional<Reasons> reasons,
      List<PreflightNote> notes,
      Wording wording,
      ReplyNames names)
      implements Reply {
    /** Without reasons, about what has no names. */
    public Explained(
        String id, Attributions attributions, List<PreflightNote> notes, Wording wording) {
      this(id, attributions, Optional.empty(), notes, wording, ReplyNames.NONE);
    }

    /** Copies the list. */
    public Explained {
      notes = List.copyOf(notes);
    }
  }

  /**
   * A request for several targets that succeeded.
   *
   * @param byTarget in the order of the request
   * @param reasons by target, where they were requested
   * @param notes about them
   * @param wording how the request was written
   * @param names what people call what it is about
   */
  record ExplainedTargets(
      String id,
      Map<Target, Attributions> byTarget,
      Map<Target, Reasons> reasons,
      List<PreflightNote> notes,
      Wording wording,
      ReplyNames names)
      implements Reply {
    /** Copies the list. */
    public ExplainedTargets {
      notes = List.copyOf(notes);
    }

    /** Without reasons, about what has no names. */
    public ExplainedTargets(
        String id, Map<Target, Attributions> byTarget, List<PreflightNote> notes, Wording wording) {
      this(id, byTarget, Map.of(), notes, wording, ReplyNames.NONE);
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
