package io.attributable.cli.reply;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.Wording;
import io.attributable.preflight.PreflightNote;
import java.util.List;
import java.util.Map;

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
   * @param notes about them
   * @param wording how the request was written
   * @param names what people call what it is about
   */
  record Explained(
      String id,
      Attributions attributions,
      List<PreflightNote> notes,
      Wording wording,
      ReplyNames names)
      implements Reply {
    /** A reply about what has no names. */
    public Explained(
        String id, Attributions attributions, List<PreflightNote> notes, Wording wording) {
      this(id, attributions, notes, wording, ReplyNames.NONE);
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
   * @param notes about them
   * @param wording how the request was written
   * @param names what people call what it is about
   */
  record ExplainedTargets(
      String id,
      Map<Target, Attributions> byTarget,
      List<PreflightNote> notes,
      Wording wording,
      ReplyNames names)
      implements Reply {
    /** Copies the list. */
    public ExplainedTargets {
      notes = List.copyOf(notes);
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
