package io.attributable.evidence;

import io.attributable.NonNull;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the caller wants to find a record by: the id of a decision, a customer, a case. They are
 * kept beside the record, so that they can be removed later. Immutable.
 *
 * @param ofRecord by name
 * @param ofExamples one map per example of the batch, or none
 */
public record CallerFields(Map<String, String> ofRecord, List<Map<String, String>> ofExamples) {
  private static final CallerFields NONE = new CallerFields(Map.of(), List.of());

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if a name or a value is no text: canonical JSON, which is
   *     UTF-8, has no form for half of a surrogate pair, as where a text was cut within a character
   */
  public CallerFields {
    NonNull.all(ofRecord, "ofRecord");
    NonNull.all(ofExamples, "ofExamples");
    requireTexts(ofRecord);
    ofExamples.forEach(CallerFields::requireTexts);
    ofRecord = Collections.unmodifiableMap(new TreeMap<>(ofRecord));
    ofExamples = ofExamples.stream().map(Map::copyOf).toList();
  }

  private static void requireTexts(Map<String, String> fields) {
    fields.forEach(
        (name, value) -> {
          if (!StandardCharsets.UTF_8.newEncoder().canEncode(name + "\0" + value)) {
            throw new IllegalArgumentException(
                "field \"" + name + "\" has half of a surrogate pair, which is no character");
          }
        });
  }

  /** No fields. */
  public static CallerFields none() {
    return NONE;
  }

  /** A field of the record. */
  public static CallerFields of(String name, String value) {
    return NONE.and(name, value);
  }

  /** The same with one field more. */
  public CallerFields and(String name, String value) {
    Map<String, String> all = new TreeMap<>(ofRecord);
    all.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new CallerFields(all, ofExamples);
  }

  /** The same with fields of each example of the batch. */
  public CallerFields ofExamples(List<Map<String, String>> each) {
    return new CallerFields(ofRecord, each);
  }
}
