package io.attributable.evidence.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Something in a log that is not as it was written.
 *
 * @param kind what was done, as far as it shows
 * @param file the segment's name; the folder's where it is about the log as a whole
 * @param line counted from 1; 0 where it is about no line
 * @param text one sentence
 */
public record Finding(Kind kind, String file, int line, String text) {

  /** What was done. */
  public enum Kind {
    /** A line is not in the form that is written: a byte was changed. */
    MALFORMED,
    /** An entry does not have the hash that it states: it was changed. */
    CHANGED,
    /** An entry does not follow the one before: some were removed, inserted or moved. */
    BROKEN_CHAIN,
    /** An entry belongs to another log. */
    FOREIGN,
    /** A file is missing, or is in the place of another. */
    SEGMENT,
    /** The last line is not whole: a crash, or a cut. */
    TORN,
    /** A part is not what the record was made with. */
    PART_CHANGED,
    /** A part is gone, and no entry says that it was redacted. */
    PART_REMOVED,
    /** A part that no record has. */
    PART_UNKNOWN,
    /** A part is there that was stated to be redacted. */
    NOT_REDACTED,
    /** A segment is there that was stated to be dropped. */
    NOT_DROPPED,
    /** A signature is of no given key, or of a key that was not valid. */
    SIGNATURE,
    /** What had to be signed is not. */
    UNSIGNED,
    /** The expected entry is not there: the end was cut off, or the chain was written anew. */
    HEAD_MISSING;

    /** As the command line and JSON write it, such as {@code broken-chain}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.word());
    map.put("file", file);
    map.put("line", line);
    map.put("text", text);
    return map;
  }

  /** As the command line prints it. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + kind.word() + ": " + text;
  }
}
