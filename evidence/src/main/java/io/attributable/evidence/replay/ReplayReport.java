package io.attributable.evidence.replay;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.evidence.compare.Similarity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What came of computing a record once more.
 *
 * @param id of the record
 * @param verdict whether the numbers came out as they were
 * @param compared how many parts were compared: outcomes and attributions of examples
 * @param equal how many of them are equal, bit for bit
 * @param conditions what is not as it was: the model, versions, the processor, options
 * @param differences of parts that are not equal, as far as the record has their values
 * @param notes what could not be compared, and why
 */
public record ReplayReport(
    String id,
    Verdict verdict,
    int compared,
    int equal,
    List<Condition> conditions,
    List<Difference> differences,
    List<String> notes) {

  /** Whether the numbers came out as they were. */
  public enum Verdict {
    /** All numbers that could be compared are equal, bit for bit. */
    EXACT,
    /** Some are not. */
    DIFFERS,
    /** There was nothing to compare: nothing was kept, or all was redacted. */
    NOTHING_TO_COMPARE;

    /** As JSON and the command line write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Something that is not as it was.
   *
   * @param name such as {@code model.graph} or {@code run.versions.tensorflow}
   */
  public record Condition(String name, String recorded, String now) {}

  /**
   * A part that is not equal.
   *
   * @param part its path in the record
   * @param what which number or array of it; empty where only a hash was kept
   * @param similarity how far both agree; null where only a hash was kept
   */
  public record Difference(
      String part, String what, @org.jspecify.annotations.Nullable Similarity similarity) {
    /** As JSON. */
    @JsonValue
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("part", part);
      map.put("what", what);
      Similarity known = similarity;
      if (known != null) {
        map.put("similarity", known);
      }
      return map;
    }
  }

  /** Copies the lists. */
  public ReplayReport {
    Objects.requireNonNull(verdict, "verdict");
    conditions = List.copyOf(conditions);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", id);
    map.put("verdict", verdict.word());
    map.put("compared", compared);
    map.put("equal", equal);
    map.put("conditions", conditions);
    map.put("differences", differences);
    map.put("notes", notes);
    return map;
  }
}
